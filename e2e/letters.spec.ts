import type { Page } from '@playwright/test';
import { mailbox, mailSaydo } from './addresses';
import { expect, type Person, stranger, test } from './people';
import { composer, expectNoBarriers } from './screen';

test.use({ baseURL: mailSaydo.url });

/** The links to `page` in the letters to this address, once there are as many. */
async function linksTo(page: Page, email: string, path: string, count: number): Promise<string[]> {
  const pattern = new RegExp(`${mailSaydo.url}${path}[^\\s"<]*`);
  let links: string[] = [];
  await expect
    .poll(async () => {
      const answer = await page.request.get(`${mailbox.url}/?to=${encodeURIComponent(email)}`);
      const letters: string[] = await answer.json();
      links = letters.flatMap((text) => pattern.exec(text)?.[0] ?? []);
      return links.length;
    })
    .toBe(count);
  return links;
}

async function signIn(page: Page, email: string, password: string) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Somebody who has confirmed their address by its letter. */
async function confirmed(page: Page): Promise<Person> {
  const person = stranger();
  const answer = await page.request.post('/api/auth/sign-up/email', {
    headers: { origin: mailSaydo.url },
    data: person,
  });
  expect(answer.status()).toBe(200);
  const [link = ''] = await linksTo(page, person.email, '/api/auth/verify-email', 1);
  await page.goto(link);
  await expect(page.getByText('Your address is confirmed')).toBeVisible();
  return person;
}

async function askForReset(page: Page, email: string) {
  await page.goto('/forgot-password');
  await page.getByLabel('E-mail').fill(email);
  await page
    .getByRole('button')
    .filter({ hasText: /link|letter|send/i })
    .click();
  await expect(page.getByText(/is on its way/)).toBeVisible();
}

async function choose(page: Page, link: string, password: string) {
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
}

test('Of two letters for a new password, the one that is used ends the other', async ({ page }) => {
  const ann = await confirmed(page);
  await askForReset(page, ann.email);
  const [first = ''] = await linksTo(page, ann.email, '/reset-password', 1);
  await askForReset(page, ann.email);
  const [, second = ''] = await linksTo(page, ann.email, '/reset-password', 2);

  // A password that is tried first is refused, and the letter still works.
  await choose(page, second, 'password1');
  await expect(page.getByText(/tried first/)).toBeVisible();
  await choose(page, second, 'three small brown owls');
  await expect(page.getByText('Your new password is set')).toBeVisible();
  await choose(page, first, 'what a thief would choose');
  await expect(page.getByText(/used already/)).toBeVisible();
  await signIn(page, ann.email, 'three small brown owls');
  await expect(composer(page)).toBeVisible();
});

test('Somebody moves their account to another address, after both have agreed', async ({
  page,
}) => {
  const ann = await confirmed(page);
  const next = stranger().email;
  await signIn(page, ann.email, ann.password);
  await expect(composer(page)).toBeVisible();
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Change address…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New e-mail').fill(next);
  await dialog.getByRole('button', { name: 'Change address' }).click();
  await expect(dialog.getByText(/We have sent a letter/)).toBeVisible();

  const [toOld = ''] = await linksTo(page, ann.email, '/change-email', 1);
  await page.goto(toOld);
  await expect(page.getByText(next)).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Yes, go on' }).click();
  await expect(page.getByRole('heading', { name: 'Now the new address' })).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByText(ann.email)).toBeVisible();

  const [toNew = ''] = await linksTo(page, next, '/change-email', 1);
  await page.goto(toNew);
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByRole('heading', { name: 'Your address is changed' })).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByText(next)).toBeVisible();
  await page.goto(toNew);
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, next, ann.password);
  await expect(composer(page)).toBeVisible();
});
