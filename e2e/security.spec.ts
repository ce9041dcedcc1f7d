import { readFile } from 'node:fs/promises';
import { expect, stranger, test } from './people';
import { composer, expectNoBarriers } from './screen';

test('The activity of an account says who signed in from where, and what was tried', async ({
  page,
  signedIn,
  context,
}) => {
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(signedIn.email);
  await page.getByLabel('Password', { exact: true }).fill('a wrong guess');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText(/do not belong together/).first()).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(composer(page)).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('link', { name: 'Show the activity' }).click();
  await expect(page.getByRole('heading', { name: 'Security activity' })).toBeVisible();
  const events = page.getByRole('main').getByRole('listitem');
  await expect(events).toHaveCount(3);
  await expect(events.nth(0)).toContainText('Signed in');
  await expect(events.nth(0)).toContainText(/Chrome on \w+, 10\./);
  await expect(events.nth(1)).toContainText('A wrong password was tried');
  await expect(events.nth(2)).toContainText('Account made');
  await expectNoBarriers(page);
});

test('A password that is tried first is refused with the reason, and what was typed stays', async ({
  page,
}) => {
  const ann = stranger('Ann Featherstone');
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(ann.name);
  await page.getByLabel('E-mail').fill(ann.email);
  for (const [password, reason] of [
    ['Password123!', /tried first/],
    ['featherstone7', /made of your name/],
  ] as const) {
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: /Create/ }).click();
    await expect(page.getByText(reason)).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue(ann.email);
  }
  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.getByRole('button', { name: /Create/ }).click();
  await expect(composer(page)).toBeVisible();
});

test('Who proved long ago that it is them is asked again before a copy of everything', async ({
  page,
  signedIn,
}) => {
  await page.goto('/settings');
  // A quarter of an hour is long for a story: the page is told that it has passed.
  await page.route('**/settings', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace('"needed":false', '"needed":true');
    await route.fulfill({ response: answer, body });
  });
  await page.getByRole('link', { name: 'Export your data' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await expect(dialog).toBeVisible();
  await expectNoBarriers(page);
  await dialog.getByLabel('Password', { exact: true }).fill('a wrong guess');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByText('That is not your password.')).toBeVisible();
  await dialog.getByLabel('Password', { exact: true }).fill(signedIn.password);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const data = await readFile(await (await download).path(), 'utf8');
  expect(data).toContain(signedIn.email);
  await expect(dialog).toBeHidden();
  await page.goto('/settings/security');
  const events = page.getByRole('main').getByRole('listitem');
  await expect(events.nth(0)).toContainText('Data exported');
  await expect(events.nth(1)).toContainText('Confirmed that it was you');
});

test('Where no mail is sent, an address changes at once', async ({ page, signedIn, context }) => {
  const next = stranger().email;
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Change address…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New e-mail').fill(next);
  await expectNoBarriers(page);
  await dialog.getByRole('button', { name: 'Change address' }).click();
  await expect(dialog.getByText(/from now on/)).toBeVisible();
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(next);
  await page.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(composer(page)).toBeVisible();
});
