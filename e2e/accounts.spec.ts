import { readFile } from 'node:fs/promises';
import { expect, test } from './people';
import { composer, openPart, say } from './screen';

test('A wrong password is told without losing the address', async ({ page, signedIn, context }) => {
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
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
  await page.getByRole('button', { name: 'Sign in' }).click();
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
  await dialog.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await dialog.getByRole('textbox', { name: /type/i }).fill('delete my account');
  await dialog.getByRole('button', { name: /Delete/ }).click();
  await expect(page).toHaveURL(/\/sign-in|\/sign-up/);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('The theme that somebody chooses stays, and shows without a flash', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.waitForLoadState('networkidle');
  const html = await (await page.request.get('/settings')).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
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
