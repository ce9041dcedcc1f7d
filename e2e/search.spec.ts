import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './people';
import { composer, openPart, say, taskRow } from './screen';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/');
});

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const field = (page: Page) => palette(page).getByRole('combobox');
const options = (page: Page) => palette(page).getByRole('option');

/** Opens the search by its keys and waits until it can be typed into. */
async function openByKeys(page: Page) {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
}

test('By keyboard alone somebody finds a message in spite of a slip, and lands on it', async ({
  page,
}) => {
  await say(page, 'remember that the orthodontist moved to Baker Street');
  const address = new URL(page.url()).pathname;
  await page.goto('/');
  await openByKeys(page);
  await page.keyboard.type('orthodontsit');
  const hit = options(page).filter({ hasText: 'Baker Street' }).filter({ hasText: 'You' });
  await expect(hit).toBeVisible();
  await expect(hit.locator('mark')).toHaveText('orthodontist');
  await expect(palette(page).getByRole('status')).toHaveText(/^\d+ results?$/);

  while ((await hit.getAttribute('data-highlighted')) === null)
    await page.keyboard.press('ArrowDown');
  const id = await field(page).getAttribute('aria-activedescendant');
  expect(await hit.getAttribute('id')).toBe(id);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${address}\\?m=[0-9a-f-]{36}$`));
  const said = page.getByRole('article').filter({ hasText: 'the orthodontist moved to' });
  await expect(said.first()).toBeInViewport();
});

test('A found task opens by itself above the lists, and is done from there', async ({ page }) => {
  await say(page, 'add oil the squeaky gate');
  await openByKeys(page);
  await page.keyboard.type('squeak');
  const hit = options(page).filter({ hasText: 'squeaky gate' });
  await expect(hit.first()).toBeVisible();
  const task = palette(page).getByRole('group', { name: 'Tasks' }).getByRole('option').first();
  await task.click();
  await expect(page).toHaveURL(/\/tasks\?task=/);
  const found = page.getByRole('region', { name: 'Found task' });
  await expect(found).toBeFocused();
  await found.getByRole('checkbox').click();
  await expect(found.getByRole('checkbox')).toBeChecked();
  await found.getByRole('button', { name: 'Close the found task' }).click();
  await expect(found).toHaveCount(0);
  await page.getByRole('tab', { name: /Done/ }).filter({ visible: true }).click();
  await expect(
    page
      .getByRole('checkbox', { name: /squeaky gate/ })
      .filter({ visible: true })
      .first(),
  ).toBeChecked();
});

test('Before typing there are the last conversations and actions; Esc gives focus back', async ({
  page,
}) => {
  await say(page, 'add water the ferns');
  await composer(page).focus();
  await openByKeys(page);
  await expect(palette(page).getByRole('group', { name: 'Recent' })).toContainText('ferns');
  await expect(options(page).first()).toHaveAttribute('data-highlighted', '');
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('data-highlighted', '');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toHaveCount(0);
  await expect(composer(page)).toBeFocused();

  await openByKeys(page);
  await page.keyboard.type('sett');
  await expect(options(page)).toHaveText(['Settings']);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings$/);
});

test('The search opens by its button too, says when it finds nothing, and has no barriers', async ({
  page,
}) => {
  await say(page, 'add call the harbour master about the harbour');
  await openPart(page, 'History');
  await page.getByRole('button', { name: 'Search', exact: true }).filter({ visible: true }).click();
  await expect(field(page)).toBeFocused();
  expect(await barriers(page)).toEqual([]);
  await field(page).fill('harbour');
  await expect(options(page).first()).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(sideways).toBe(false);

  await field(page).fill('zzxxqq');
  await expect(palette(page).getByText('Nothing found for “zzxxqq”')).toBeVisible();
  await expect(palette(page).getByRole('status')).toHaveText('Nothing found');
  await palette(page)
    .getByRole('button', { name: /Close|Esc/ })
    .click();
  await expect(palette(page)).toHaveCount(0);
});

test('Typing fast never shows what an older query found', async ({ page }) => {
  await say(page, 'add buy violets');
  await say(page, 'add buy carrots');
  // The answer to the older query comes last.
  await page.route(/\/api\/search\?q=viol/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue().catch(() => {});
  });
  await openByKeys(page);
  const asked = page.waitForRequest(/\/api\/search\?q=viol/);
  await page.keyboard.type('viol', { delay: 20 });
  await asked;
  await field(page).fill('carrot');
  await expect(options(page).first()).toContainText('carrots');
  await page.waitForTimeout(2000);
  const marks = await palette(page).locator('mark').allTextContents();
  expect(new Set(marks)).toEqual(new Set(['carrots']));
});

test('Offline the search says so, and tries again', async ({ page, ann }) => {
  await say(page, 'add feed the hamster');
  await openByKeys(page);
  await ann.setOffline(true);
  await page.keyboard.type('hamster');
  await expect(palette(page).getByRole('alert')).toContainText('You are offline.');
  await ann.setOffline(false);
  await palette(page).getByRole('button', { name: 'Try again' }).click();
  await expect(options(page).first()).toContainText('hamster');
});

test("Bob's search finds nothing of Ann's", async ({ page, bob }) => {
  await say(page, 'add hide the treasure map');
  const other = await bob.newPage();
  await other.goto('/');
  await openByKeys(other);
  await other.keyboard.type('treasure');
  await expect(palette(other).getByText('Nothing found for “treasure”')).toBeVisible();
  await expect(taskRow(other, 'hide the treasure map')).toHaveCount(0);
});

async function barriers(page: Page) {
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}
