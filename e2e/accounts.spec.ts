import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, type Person, signUp, stranger, test } from './people';
import { composer, openPart, say } from './screen';

test('A wrong password is told without losing the address', async ({ page, signedIn, context }) => {
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: /password/i })
      .first(),
  ).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(signedIn.email);
});

test('A link that leads elsewhere after signing in leads home', async ({
  page,
  signedIn,
  context,
}) => {
  await context.clearCookies();
  await page.goto('/sign-in?next=https://evil.example/');
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(composer(page)).toBeVisible();
  expect(new URL(page.url()).hostname).toBe('localhost');
});

test('Somebody takes their data with them, and deletes the account', async ({ page, signedIn }) => {
  await page.goto('/');
  await say(page, 'add keep this in mind');
  await page.goto('/settings');
  const download = page.waitForEvent('download');
  await page
    .getByRole('link', { name: /Download|Export/ })
    .first()
    .click();
  const file = await (await download).path();
  const data = await readFile(file, 'utf8');
  expect(data).toContain('keep this in mind');
  expect(data).not.toContain('"password"');

  await page
    .getByRole('button', { name: /Delete account/ })
    .first()
    .click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('textbox', { name: /type/i }).fill('delete my account');
  await dialog.getByRole('button', { name: /Delete/ }).click();
  await expect(page).toHaveURL(/\/sign-in\?deleted=1/);
  // The page loads once more, so that nothing of the person stays in its memory.
  await expect(() => page.goto('/sign-in')).toPass();
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('The theme that somebody chooses stays, and shows without a flash', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const served = async () => (await page.request.get('/settings')).text();
  await expect.poll(served).toMatch(/<html[^>]*data-theme="dark"/);
});

test('A device that is signed out elsewhere is out', async ({
  page,
  signedIn,
  browser,
  baseURL,
}) => {
  const elsewhere = await browser.newContext({ baseURL });
  await elsewhere.request.post('/api/auth/sign-in/email', {
    headers: { origin: baseURL ?? '', 'x-real-ip': '10.1.2.3' },
    data: { email: signedIn.email, password: signedIn.password },
  });
  await page.goto('/settings');
  await page
    .getByRole('button', { name: /everywhere else|other devices/i })
    .first()
    .click();
  await expect(
    page.getByRole('button', { name: /^Sign out .+/ }).filter({ visible: true }),
  ).toHaveCount(0);
  // A cookie vouches for a session for at most a minute; what matters asks the database.
  expect((await elsewhere.request.get('/api/account/export')).status()).toBe(401);
  await elsewhere.close();
  await page.goto('/');
  await openPart(page, 'Chat');
  await expect(composer(page)).toBeVisible();
});

async function signIn(page: Page, { email, password }: Person) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(composer(page)).toBeVisible();
}

test('The next person in the same tab sees nothing of the one before', async ({
  page,
  playwright,
  signedIn: _,
  baseURL,
}) => {
  const bob = stranger('Bob Stone');
  const his = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { 'x-real-ip': '10.4.5.6' },
  });
  await signUp(his, bob, baseURL);
  await his.dispose();

  await page.goto('/');
  await say(page, 'add visit the notary today');
  await openPart(page, 'History');
  await page.getByRole('link', { name: 'New chat' }).filter({ visible: true }).first().click();
  await expect(page.getByRole('heading', { name: /Ann/ })).toBeVisible();
  await composer(page).fill('nobody may read this');
  // Her lists are in the tab's memory.
  await openPart(page, 'Tasks');
  await page.getByRole('tab', { name: /All/ }).filter({ visible: true }).click();
  await openPart(page, 'History');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  // What is asked for from here on does not arrive: only what the tab has kept could be shown.
  await page.route(/\/api\/(tasks|conversations)/, (route) => route.abort());
  await signIn(page, bob);
  await expect(page.getByRole('heading', { name: /Bob/ })).toBeVisible();
  await expect(composer(page)).toHaveValue('');
  await openPart(page, 'Tasks');
  await expect(page.getByText('Nothing due today').filter({ visible: true })).toBeVisible();
  await page.getByRole('tab', { name: /All/ }).filter({ visible: true }).click();
  await openPart(page, 'History');
  await expect(page.getByText(/notary/)).toHaveCount(0);
});

test('A form that does not reach Saydo keeps what was typed, and says so', async ({
  page,
  context,
  signedIn,
}) => {
  await context.clearCookies();
  await page.goto('/sign-in');
  await context.setOffline(true);
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('You are offline.').first()).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(signedIn.email);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(composer(page)).toBeVisible();
});

test.describe('In Lisbon', () => {
  test.use({ timezoneId: 'Europe/Lisbon' });

  test('the first visit keeps the zone of the browser, and the settings change it', async ({
    page,
    signedIn: _,
  }) => {
    await page.goto('/');
    await expect(composer(page)).toBeVisible();
    const storedZone = async () => {
      const answer = await page.request.get('/settings');
      return /<option value="([^"]+)"[^>]* selected/.exec(await answer.text())?.[1];
    };
    await expect.poll(storedZone).toBe('Europe/Lisbon');
    await page.goto('/settings');
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await expect(zone).toHaveValue('Europe/Lisbon');
    await zone.selectOption('Asia/Tokyo');
    await expect(page.getByText('Saved.').first()).toBeVisible();
    await page.reload();
    await expect(zone).toHaveValue('Asia/Tokyo');
    // A visit from another zone does not change what was chosen.
    await page.goto('/');
    await expect.poll(storedZone).toBe('Asia/Tokyo');
  });
});

test('Somebody changes the password, and this device is still named as this one', async ({
  page,
  signedIn,
}) => {
  await page.goto('/settings');
  await page.getByLabel('Current password', { exact: true }).fill(signedIn.password);
  await page.getByLabel('New password', { exact: true }).fill('another horse battery');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText(/Your password is changed/)).toBeVisible();
  await expect(page.getByText('This device', { exact: true })).toBeVisible();
});
