import type { Page } from '@playwright/test';
import { expect, test } from './people';
import { answers, ask, composer, holdScripts, openReady, openTasks, say } from './screen';

const said = (page: Page) => page.getByRole('article', { name: 'You' });

test('Somebody edits an earlier message, takes back what came of it, and goes back to the old version', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'add wash the car');
  await say(page, 'add mow the lawn');
  await expect.poll(() => openTasks(page)).toBe(2);

  await said(page).first().getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('form', { name: 'Edit message' });
  await expect(form.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);

  await said(page).first().getByRole('button', { name: 'Edit' }).click();
  await expect(
    form.getByRole('checkbox', { name: 'Take back the 2 changes made since' }),
  ).toBeChecked();
  await form.getByRole('textbox', { name: 'Message' }).fill('add feed the cat');
  await form.getByRole('button', { name: 'Save & send' }).click();
  await expect(form).toHaveCount(0);
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page).getByText('feed the cat').first()).toBeVisible();
  await expect(said(page)).toHaveCount(1);
  await expect.poll(() => openTasks(page)).toBe(1);

  await expect(said(page).getByText('Version 2 of 2')).toBeAttached();
  await said(page).getByRole('button', { name: 'Previous version' }).click();
  await expect(said(page)).toHaveCount(2);
  await expect(said(page).first()).toContainText('wash the car');
  await expect(said(page).last()).toContainText('mow the lawn');
  await page.reload();
  await expect(said(page)).toHaveCount(2);
  await said(page).first().getByRole('button', { name: 'Next version' }).click();
  await expect(said(page)).toHaveCount(1);
  await expect(said(page)).toContainText('feed the cat');
});

test('An answer is given once more, and both are there', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'hello there');
  await answers(page).getByRole('button', { name: 'Regenerate' }).click();
  await expect(answers(page).getByText('Version 2 of 2')).toBeAttached();
  await expect(answers(page)).toHaveCount(1);
  await answers(page).getByRole('button', { name: 'Previous version' }).click();
  await expect(answers(page).getByText('Version 1 of 2')).toBeAttached();
  await expect(answers(page).getByRole('button', { name: 'Previous version' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await say(page, 'thank you');
  await expect(answers(page).first().getByText('Version 1 of 2')).toBeAttached();
});

test('A pair is deleted and brought back; offline nothing is said to be deleted', async ({
  page,
  context,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'hello there');
  await say(page, 'good morning');
  const remove = said(page)
    .first()
    .getByRole('button', { name: /^Delete/ });

  await context.setOffline(true);
  await remove.click();
  await expect(page.getByText('This was not saved.', { exact: false })).toBeVisible();
  await expect(page.getByText('Message and answer deleted')).toHaveCount(0);
  await expect(said(page)).toHaveCount(2);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Dismiss' }).click();

  await remove.click();
  await expect(page.getByText('Message and answer deleted')).toBeVisible();
  await expect(said(page)).toHaveCount(1);
  await expect(said(page)).toContainText('good morning');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(said(page)).toHaveCount(2);
  await expect(said(page).first()).toContainText('hello there');
  await page.reload();
  await expect(said(page)).toHaveCount(2);
});

test('An answer is rated with a note, which is there after a reload; no "Saved" comes before it is', async ({
  page,
  context,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'hello there');
  const bad = answers(page).getByRole('button', { name: 'Bad answer' });
  await bad.click();
  await expect(bad).toHaveAttribute('aria-pressed', 'true');
  const note = page.getByRole('textbox', { name: /What was wrong/ });
  await note.fill('It did not say my name');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(page.getByText('This was not saved.', { exact: false })).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(0);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await openReady(page, page.url());
  await expect(bad).toHaveAttribute('aria-pressed', 'true');
  await bad.click();
  await expect(bad).toHaveAttribute('aria-pressed', 'false');
});

test('Somebody declines what waits and goes on: nothing has vanished, and the next is answered', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'add wash the car and mow the lawn');
  await say(page, 'delete both');
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Declined. Nothing was changed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await expect(said(page)).toHaveCount(2);
  await expect(answers(page)).toHaveCount(2);
  const added = await say(page, 'add feed the cat');
  await expect(added.getByText('feed the cat').first()).toBeVisible();
  await expect.poll(() => openTasks(page)).toBe(3);
  await page.reload();
  await expect(said(page)).toHaveCount(3);
  await expect(page.getByText('Declined. Nothing was changed.')).toBeVisible();
});

test('What waits for a yes can be declined in another tab, and the first one says so', async ({
  page,
  ann,
}) => {
  await page.goto('/');
  await say(page, 'add wash the car and mow the lawn');
  await say(page, 'delete both');
  const other = await ann.newPage();
  await openReady(other, page.url());
  await other.getByRole('button', { name: 'Decline' }).click();
  await expect(other.getByText('Declined. Nothing was changed.')).toBeVisible();
  await expect(page.getByText('Declined. Nothing was changed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
});

test('One draft is never shared by all chats', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'hello there');
  const first = page.url();
  await composer(page).fill('for the first chat');
  await page.goto('/');
  await expect(composer(page)).toHaveValue('');
  await say(page, 'good morning');
  const second = page.url();
  expect(second).not.toBe(first);
  await composer(page).fill('for the second chat');
  await page.goto(first);
  await expect(composer(page)).toHaveValue('for the first chat');
  await page.goto(second);
  await expect(composer(page)).toHaveValue('for the second chat');
  await page.goto('/');
  await expect(composer(page)).toHaveValue('');
});

test('A second tab shows what was said between its page and its scripts', async ({ page, ann }) => {
  await page.goto('/');
  await say(page, 'add wash the car');
  const other = await ann.newPage();
  const letGo = await holdScripts(other);
  await other.goto(page.url(), { waitUntil: 'commit' });
  await expect(other.getByText('add wash the car').filter({ visible: true })).toBeVisible();
  await ask(page, 'add mow the lawn');
  await expect(answers(page)).toHaveCount(2);
  letGo();
  await expect(answers(other)).toHaveCount(2);
});

test('An answer that used a tool stands there once', async ({ page, ann }) => {
  await page.goto('/');
  await say(page, 'add wash the car');
  const other = await ann.newPage();
  await other.goto(page.url());
  await ask(page, 'add mow the lawn');
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(other)).toHaveCount(2);
  for (const tab of [page, other]) {
    await tab.waitForTimeout(1000);
    await expect(answers(tab)).toHaveCount(2);
    await expect(answers(tab).last().getByText('Added', { exact: true })).toHaveCount(1);
  }
});
