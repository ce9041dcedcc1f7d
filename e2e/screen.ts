import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Message Saydo' });

/** A task in a list of tasks; the cards of a conversation have no box to tick. */
export const taskRow = (page: Page, title: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('checkbox', { name: `Complete ${title}` }) })
    .filter({ visible: true });

/** How many open tasks the person of this page has. */
export async function openTasks(page: Page): Promise<number> {
  return (await (await page.request.get('/api/tasks?view=all')).json()).total;
}

/** Shows a part of Saydo: on a narrow screen through the bottom bar, on a wide one it is there. */
export async function openPart(page: Page, part: 'Chat' | 'Tasks' | 'History') {
  const bar = page.getByRole('navigation', { name: 'Parts of Saydo' });
  if (await bar.isVisible()) await bar.getByRole('button', { name: part }).click();
}

/** Opens a page and waits until its buttons work: on a busy machine they are seen a while before. */
export async function openReady(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => {
    const area = document.querySelector('textarea');
    return area !== null && Object.keys(area).some((key) => key.startsWith('__react'));
  });
}

/** From now on the page's scripts arrive when they are let go: what comes before is seen without them. */
export async function holdScripts(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/_next/static/**/*.js', async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

/** Saydo's answers in the open conversation. */
export const answers = (page: Page) => page.getByRole('article', { name: 'Saydo' });

/** Says something, without waiting for the answer. */
export async function ask(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('');
}

/** Says something and waits until the whole answer is there; gives the answer. */
export async function say(page: Page, text: string): Promise<Locator> {
  const before = await answers(page).count();
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await expect(answers(page)).toHaveCount(before + 1);
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await expect(composer(page)).toHaveValue('');
  return answers(page).last();
}

/** Nothing on the page keeps somebody out, as far as axe can tell. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

/** The page has nothing that axe finds, and fits the window. */
export async function expectNoViolations(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
  expect(found, where).toEqual([]);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(fits, `${where} scrolls sideways`).toBe(true);
}
