import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './people';
import { composer, openPart, say } from './screen';

async function expectNoViolations(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
  expect(found, where).toEqual([]);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(fits, `${where} scrolls sideways`).toBe(true);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`In ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the pages before signing in have no accessibility violation', async ({ page }) => {
      for (const path of ['/sign-in', '/sign-up', '/forgot-password', '/reset-password']) {
        await page.goto(path);
        await expectNoViolations(page, path);
      }
    });

    test('the app has no accessibility violation on any screen', async ({ page, signedIn: _ }) => {
      test.slow();
      await page.goto('/');
      await expectNoViolations(page, 'the empty landing');
      await say(page, 'add pay rent yesterday urgent, buy milk today and read tomorrow');
      await say(page, 'what is due this week?');
      await say(page, 'delete all');
      await expectNoViolations(page, 'a conversation with cards and an approval');
      await openPart(page, 'Tasks');
      await expectNoViolations(page, 'the task panel');
      await openPart(page, 'History');
      await expectNoViolations(page, 'the sidebar');
      await page.goto('/');
      await expectNoViolations(page, 'the landing with tasks');
      await page.goto('/tasks');
      await expectNoViolations(page, 'the tasks');
      await page.getByRole('button', { name: /^Edit/ }).filter({ visible: true }).first().click();
      await expectNoViolations(page, 'a task being edited');
      await page.goto('/settings');
      await expectNoViolations(page, 'the settings');
      await page.goto('/nowhere');
      await expectNoViolations(page, 'not found');
    });
  });
}

test('Somebody works with the keyboard alone', async ({ page, signedIn: _, hasTouch }) => {
  await page.goto('/');
  // Where a touch keyboard would cover the screen, it waits for a tap.
  if (hasTouch) await composer(page).focus();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('add buy milk');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('buy bread');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('article', { name: 'Saydo' }).getByText('buy bread').first(),
  ).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(composer(page)).toHaveValue('add buy milk\nbuy bread');
  await page.keyboard.press('Escape');
  await composer(page).fill('');
  // From the composer on, every stop shows where it is and can be left again.
  const stops = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const { outlineStyle, boxShadow, borderColor } = getComputedStyle(at);
      return {
        name: at.outerHTML.slice(0, 160),
        seen: outlineStyle !== 'none' || boxShadow !== 'none' || Boolean(borderColor),
      };
    });
    if (!stop) continue;
    expect(stop.seen, stop.name).toBe(true);
    stops.add(stop.name);
  }
  expect(stops.size).toBeGreaterThan(5);
});

test('A screen reader hears an answer once, when it is finished', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'add water the plants today');
  const live = page.locator('[aria-live="polite"], [role="status"], [role="log"]');
  await expect(live.filter({ hasText: /water the plants/ }).first()).toBeAttached();
  const heard = await page.locator('[aria-live="polite"] p').allTextContents();
  expect(heard.length).toBeGreaterThan(0);
  expect(new Set(heard).size).toBe(heard.length);
});
