import type { Page, Route } from '@playwright/test';
import { slowSaydo } from './addresses';
import { expect, test } from './people';
import { answers, ask, composer, openPart, openReady, openTasks } from './screen';

// Here answers take 9 seconds: 30 words, 300 ms apart.
test.use({ baseURL: slowSaydo.url });
test.slow();

const stop = (page: Page) => page.getByRole('button', { name: 'Stop' });

/** The answer is whole, once, and nothing runs any more. */
async function expectWholeAnswer(page: Page) {
  await expect(answers(page).last()).toContainText('word30', { timeout: 45_000 });
  await expect(stop(page)).toHaveCount(0);
  const text = (await answers(page).last().textContent()) ?? '';
  expect(text.match(/word\d+/g)).toEqual(Array.from({ length: 30 }, (_, at) => `word${at + 1}`));
}

test('Somebody reloads in the middle of an answer, and it goes on', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await ask(page, 'slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word4');
  await page.reload();
  await expect(answers(page).last()).toContainText('word4');
  await expectWholeAnswer(page);
  await expect(answers(page)).toHaveCount(1);
});

test('A second tab follows an answer as it is written', async ({ page, ann }) => {
  await page.goto('/');
  await ask(page, 'very slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word2');
  const other = await ann.newPage();
  await other.goto(page.url());
  await expect(answers(other).last()).toContainText('word5');
  await expect(answers(other).last()).not.toContainText('word30');
  await Promise.all([expectWholeAnswer(page), expectWholeAnswer(other)]);
});

test('An answer is stopped from a second tab, and what it had said is kept', async ({
  page,
  ann,
}) => {
  await page.goto('/');
  await ask(page, 'very slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word4');
  const other = await ann.newPage();
  await openReady(other, page.url());
  await stop(other).click();
  for (const tab of [page, other]) {
    await expect(tab.getByText('You stopped this answer.')).toBeVisible({ timeout: 5000 });
    await expect(stop(tab)).toHaveCount(0);
  }
  await page.reload();
  await expect(page.getByText('You stopped this answer.')).toBeVisible();
  await expect(answers(page).last()).toContainText('word4');
  await expect(answers(page).last()).not.toContainText('word30');
});

test('A stop before the first word is not ignored, and the next message is answered', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await ask(page, 'wait 30, then tell me');
  await stop(page).click();
  await expect(page.getByText('You stopped this answer.')).toBeVisible({ timeout: 5000 });
  await expect(stop(page)).toHaveCount(0);
  await ask(page, 'good morning');
  await expect(page.getByText('You said: good morning')).toBeVisible();
});

test('A stop after a tool has acted keeps what it did, and the next message is answered', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await ask(page, 'add buy milk, then slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word2');
  await composer(page).press('Escape');
  await expect(page.getByText('You stopped this answer.')).toBeVisible({ timeout: 5000 });
  await expect.poll(() => openTasks(page)).toBe(1);
  await ask(page, 'good morning');
  await expect(page.getByText('You said: good morning')).toBeVisible();
  await expect.poll(() => openTasks(page)).toBe(1);
});

test('An answer is never "generating" for ever, whatever its model does', async ({ page, ann }) => {
  await page.goto('/');
  await ask(page, 'wait 60, then tell me');
  await expect(page).toHaveURL(/\/chat\//);
  await page.reload();
  const other = await ann.newPage();
  await other.goto(page.url());
  await expect(stop(page)).toBeVisible();
  await stop(page).click();
  for (const tab of [page, other]) await expect(stop(tab)).toHaveCount(0, { timeout: 5000 });
  await other.close();
  await page.reload();
  await expect(stop(page)).toHaveCount(0);
  await expect(page.getByText('Thinking')).toHaveCount(0);
});

test('What is said first in a new chat is kept when the page goes before the server has it', async ({
  page,
  signedIn: _,
}) => {
  await openReady(page, '/');
  await page.route('**/api/chat', async () => {});
  await ask(page, 'remember the sea');
  await page.reload();
  await expect(composer(page)).toHaveValue('remember the sea');
});

test('Somebody opens another chat and comes back to an answer that went on', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await ask(page, 'slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word2');
  await openPart(page, 'History');
  await page.getByRole('link', { name: 'New chat' }).filter({ visible: true }).first().click();
  await expect(answers(page)).toHaveCount(0);
  await page.goBack();
  await expect(answers(page).last()).toContainText('word5');
  await expectWholeAnswer(page);
});

test('Offline in the middle of an answer and online again, nothing is lost', async ({
  page,
  context,
  signedIn: _,
}) => {
  await page.goto('/');
  await ask(page, 'slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word4');
  await context.setOffline(true);
  await page.waitForTimeout(1500);
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await context.setOffline(false);
  await expectWholeAnswer(page);
  await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0);
});

test('What is said while an answer runs waits in sight and is sent after it, also from another tab', async ({
  page,
  ann,
}) => {
  await page.goto('/');
  await ask(page, 'very slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word2');
  const other = await ann.newPage();
  await openReady(other, page.url());
  await ask(page, 'first thing');
  await expect(page.getByRole('region', { name: 'Waiting messages' })).toContainText('first thing');
  await ask(other, 'second thing');
  await expect(other.getByRole('region', { name: 'Waiting messages' })).toContainText('second');
  for (const thing of ['first thing', 'second thing'])
    for (const tab of [page, other])
      await expect(tab.getByText(`You said: ${thing}`)).toBeVisible({ timeout: 60_000 });
  for (const tab of [page, other])
    await expect(tab.getByRole('article', { name: 'You' })).toHaveCount(3);
});

test('What waits in a tab that opened while another’s message waited is sent by itself, too', async ({
  page,
  ann,
}) => {
  await page.goto('/');
  await ask(page, 'slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word2');
  await ask(page, 'slowly, the first thing');
  const other = await ann.newPage();
  await openReady(other, page.url());
  const waiting = other.getByRole('region', { name: 'Waiting messages' });
  await expect(waiting).toContainText('the first thing');
  await ask(other, 'second thing');
  await expect(waiting).toContainText('second thing');
  await expect(waiting.getByText('the first thing')).toHaveCount(0, { timeout: 30_000 });
  await ask(other, 'third thing');
  for (const thing of ['second thing', 'third thing'])
    await expect(other.getByText(`You said: ${thing}`)).toBeVisible({ timeout: 30_000 });
  await expect(waiting).toHaveCount(0);
});

test('A stop pauses what waits then, not what is said later', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await ask(page, 'slowly tell me of the sea');
  await stop(page).click();
  await expect(page.getByText('You stopped this answer.')).toBeVisible();
  await ask(page, 'slowly tell me of the hills');
  await expect(answers(page).last()).toContainText('word2');
  await ask(page, 'my next thing');
  await expect(page.getByText('You said: my next thing')).toBeVisible({ timeout: 30_000 });
});

test('A message that another tab was quicker than goes out after that one', async ({
  page,
  signedIn: _,
}) => {
  await openReady(page, '/');
  await ask(page, 'good morning');
  await expect(page.getByText('You said: good morning')).toBeVisible();
  const body = { error: 'Busy.', try_next: 'Wait.', code: 'answer_is_running' };
  const refuse = (route: Route) => route.fulfill({ status: 409, json: body });
  await page.route('**/api/chat', refuse, { times: 1 });
  await ask(page, 'my other thing');
  await expect(page.getByText('You said: my other thing')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0);
});

test('What waits survives a reload, and goes when it is told to', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await ask(page, 'slowly tell me of the sea');
  await expect(answers(page).last()).toContainText('word2');
  await ask(page, 'my next thing');
  await page.reload();
  const waiting = page.getByRole('region', { name: 'Waiting messages' });
  await expect(waiting).toContainText('my next thing');
  await expectWholeAnswer(page);
  await waiting.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText('You said: my next thing')).toBeVisible();
  await expect(waiting).toHaveCount(0);
});
