import type { Page } from '@playwright/test';
import { expect, test } from './people';
import { composer, expectNoViolations, openPart, say } from './screen';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`In ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the pages before signing in have no accessibility violation', async ({ page }) => {
      const paths = [
        '/sign-in',
        '/sign-up',
        '/forgot-password',
        '/reset-password',
        '/reset-password?token=x',
      ];
      for (const path of paths) {
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
      const still = await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
      expect(still, 'the list scrolls, not the page around it').toBe(true);
      await page.goto('/settings');
      await expectNoViolations(page, 'the settings');
      await page
        .getByRole('button', { name: /Delete account/ })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page, 'the dialog that deletes the account');
      await page.goto('/nowhere');
      await expectNoViolations(page, 'not found');
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`In ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('what opens over the app and what it tells has no violation', async ({ page, ann }) => {
      test.slow();
      await page.goto('/');
      await say(page, 'add write the speech today and water the plants today');
      await openPart(page, 'History');
      await page
        .getByRole('button', { name: /Options for/ })
        .filter({ visible: true })
        .click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectNoViolations(page, 'an open menu');

      await page.goto('/tasks');
      const button = page.getByRole('button', { name: 'Delete water the plants' });
      await button.filter({ visible: true }).click();
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
      await expectNoViolations(page, 'a message with a way back');

      await page.getByRole('button', { name: /^Edit/ }).filter({ visible: true }).first().click();
      const form = page.getByRole('form', { name: /Edit/ }).filter({ visible: true });
      await form.getByRole('textbox', { name: 'Title' }).fill('write my speech');
      const other = await ann.newPage();
      await other.goto('/');
      await say(other, 'rename write the speech to write their speech');
      await other.close();
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form.getByRole('button', { name: 'Keep mine' })).toBeVisible();
      await expectNoViolations(page, 'an edit that came too late');
    });
  });
}

/** How the element that has the focus, or the box around it, shows it; null without a focus. */
function focusSeen(page: Page) {
  return page.evaluate(async () => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return null;
    // A field without a look of its own shows its focus on the box around it.
    const around = [at, at.closest('form > div'), at.closest('form')].filter((box) => box !== null);
    const look = () =>
      around.map((box) => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(box);
        return [outline, boxShadow, borderColor, backgroundColor].join(' | ');
      });
    const settled = () =>
      Promise.all(document.getAnimations().map((move) => move.finished.catch(() => move)));
    await settled();
    const focused = look();
    at.blur();
    await settled();
    const unfocused = look();
    at.focus({ focusVisible: true } as FocusOptions);
    return {
      name: at.outerHTML.slice(0, 160),
      seen: focused.some((style, place) => style !== unfocused[place]),
    };
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
    const stop = await focusSeen(page);
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
