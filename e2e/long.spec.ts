import type { Page } from '@playwright/test';
import { expect, test } from './people';
import { answers, composer, holdScripts, say } from './screen';
import { bringTalk } from './talks';

const LONG = 5000;
/** More messages than this are never in the page, however long the conversation is. */
const MOST = 70;

const scroller = (page: Page) => page.locator('main .quiet-scroll').first();
const shown = (page: Page) => page.getByRole('feed', { name: 'Messages' }).getByRole('article');

/** Where an element is, from the top of the window, in px. */
async function topOf(page: Page, text: string): Promise<number> {
  const box = await page.getByText(text, { exact: true }).boundingBox();
  return box?.y ?? Number.NaN;
}

/** Scrolls up as a wheel does, until `done` says so. */
async function scrollUp(page: Page, done: () => Promise<boolean>) {
  await scroller(page).hover();
  for (let turn = 0; turn < 200 && !(await done()); turn += 1) {
    await page.mouse.wheel(0, -900);
    await page.waitForTimeout(60);
    expect(await shown(page).count()).toBeLessThan(MOST);
  }
}

test('The newest message is in view before the page’s scripts have come', async ({
  page,
  signedIn: _,
  baseURL,
}) => {
  const id = await bringTalk(page.request, baseURL, 40);
  const letGo = await holdScripts(page);
  await page.goto(`/chat/${id}`, { waitUntil: 'commit' });
  await expect(page.locator('[data-messages] article').last()).toBeInViewport();
  letGo();
  await expect(answers(page).last()).toBeInViewport();
});

test('A conversation of 5,000 messages opens at its end and is read upwards without a jump', async ({
  page,
  signedIn: _,
  baseURL,
}) => {
  test.slow();
  const id = await bringTalk(page.request, baseURL, LONG);
  await page.goto(`/chat/${id}`);
  await expect(page.getByText('Question 2500', { exact: true })).toBeInViewport();
  expect(await shown(page).count()).toBe(20);

  // Far up, where pages have come by themselves.
  const old = page.getByText('Question 2430', { exact: true });
  await scrollUp(page, async () => (await old.count()) > 0);
  await expect(old).toBeVisible();
  await page.waitForTimeout(400);

  // What is in view stays where it is while more comes above it.
  const inView = await page.evaluate(() => {
    const messages = [...document.querySelectorAll<HTMLElement>('[data-message] p')];
    const seen = messages.find((one) => one.getBoundingClientRect().top > 200);
    return seen?.textContent ?? '';
  });
  const before = await topOf(page, inView);
  await page.waitForTimeout(800);
  expect(Math.abs((await topOf(page, inView)) - before)).toBeLessThan(3);

  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(page.getByText('Question 2500', { exact: true })).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toHaveCount(0);
});

/** Holds back every page of messages that is asked for, until all are let go: earlier ones first. */
async function holdPages(page: Page) {
  await page.addInitScript(() => {
    const waiting: { earlier: boolean; letGo: () => void }[] = [];
    const fetchNow = window.fetch;
    window.fetch = async (input, init) => {
      const response = await fetchNow(input, init);
      if (!String(input).includes('/messages?')) return response;
      const read = await response.json();
      const earlier = String(input).includes('before=');
      await new Promise<void>((letGo) => waiting.push({ earlier, letGo }));
      return Object.assign(response, { json: async () => read });
    };
    Object.assign(window, { waiting });
  });
  type Held = { waiting: { earlier: boolean; letGo: () => void }[] };
  return {
    kinds: () =>
      page.evaluate(() => {
        const { waiting } = window as unknown as Held;
        return [...new Set(waiting.map(({ earlier }) => (earlier ? 'earlier' : 'newest')))].sort();
      }),
    letGo: () =>
      page.evaluate(() => {
        const held = (window as unknown as Held).waiting.splice(0);
        for (const one of held.filter(({ earlier }) => earlier)) one.letGo();
        for (const one of held.filter(({ earlier }) => !earlier)) one.letGo();
      }),
  };
}

test('An earlier page that comes in the same moment as the newest one moves nothing', async ({
  page,
  signedIn: _,
  baseURL,
}) => {
  const id = await bringTalk(page.request, baseURL, 200);
  const pages = await holdPages(page);
  await page.goto(`/chat/${id}`);
  await expect(page.getByText('Question 100', { exact: true })).toBeInViewport();
  const first = page.getByText('Question 91', { exact: true });
  await scrollUp(page, () => scroller(page).evaluate((box) => box.scrollTop === 0));
  await expect(first).toBeInViewport();
  const before = await topOf(page, 'Question 91');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(pages.kinds).toEqual(['earlier', 'newest']);

  await pages.letGo();
  await expect(page.getByText('Question 90', { exact: true })).toBeAttached();
  await page.waitForTimeout(400);
  expect(Math.abs((await topOf(page, 'Question 91')) - before)).toBeLessThan(3);
});

test('A link to a message opens the conversation around it, marks it, and reads on both ways', async ({
  page,
  signedIn: _,
  baseURL,
}) => {
  test.slow();
  const id = await bringTalk(page.request, baseURL, 400);
  const page1 = await (
    await page.request.get(`/api/conversations/${id}/messages?limit=100`)
  ).json();
  const { messages } = await (
    await page.request.get(
      `/api/conversations/${id}/messages?limit=100&before=${encodeURIComponent(page1.previous_cursor)}`,
    )
  ).json();
  const target = messages.find(
    (message: { parts: { text: string }[] }) => message.parts[0]?.text === 'Question 120',
  );
  await page.goto(`/chat/${id}?m=${target.id}`);
  const article = shown(page).filter({ has: page.getByText('Question 120', { exact: true }) });
  await expect(article).toBeInViewport();
  await expect(article).toBeFocused();
  await expect(page.getByText('Question 200', { exact: true })).toHaveCount(0);

  await scroller(page).hover();
  for (let turn = 0; turn < 60; turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(60);
  }
  await expect(page.getByText('Question 200', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toHaveCount(0);

  await page.goto(`/chat/${id}?m=${target.id}`);
  await expect(article).toBeInViewport();
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(page.getByText('Question 200', { exact: true })).toBeInViewport();
});

test('What is said from the middle of a long conversation goes to its end', async ({
  page,
  signedIn: _,
  baseURL,
}) => {
  const id = await bringTalk(page.request, baseURL, 100);
  const first = await (
    await page.request.get(`/api/conversations/${id}/messages?limit=100`)
  ).json();
  await page.goto(`/chat/${id}?m=${first.messages[10].id}`);
  await expect(page.getByText('Question 6', { exact: true })).toBeInViewport();
  await composer(page).fill('add buy milk');
  await composer(page).press('Enter');
  await expect(answers(page).last().getByText('buy milk').first()).toBeInViewport();
  await expect(page.getByText('Question 50', { exact: true })).toBeAttached();
});

test('The keyboard goes from message to message', async ({ page, signedIn: _, baseURL }) => {
  const id = await bringTalk(page.request, baseURL, 100);
  await page.goto(`/chat/${id}`);
  // Until its scripts have come, the list is not there for roles.
  await expect(answers(page).last()).toBeInViewport();
  await say(page, 'hello there');
  await shown(page).last().getByRole('button', { name: 'Copy' }).focus();
  for (let turn = 0; turn < 12; turn += 1) {
    await page.keyboard.press('PageUp');
    await page.waitForTimeout(100);
  }
  await expect(page.locator('[data-message]:focus')).toBeInViewport();
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() =>
    Boolean(document.activeElement?.closest('[data-message]')),
  );
  expect(inside).toBe(true);
});
