import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, type Person, stranger, test } from './people';
import { composer, expectNoBarriers } from './screen';

/** A device that keeps passkeys and knows its user, as a phone with a fingerprint does. */
async function giveAuthenticator(page: Page) {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () =>
      (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** Whether somebody is there to touch it: without them a page that waits for one is not answered. */
    setPresent: (enabled: boolean) =>
      client.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    /** Whether it knows who touches it. */
    setVerified: (isUserVerified: boolean) =>
      client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

/** The code that an authenticator shows for a typed key (RFC 6238), `steps` half minutes from now. */
function codeOf(key: string, steps = 0): string {
  const bits = [...key.replace(/\s/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
    .map((five) => five.toString(2).padStart(5, '0'))
    .join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Opens the sign-in page, which waits for a passkey in its address field too, and presses the button. */
async function pressPasskey(
  page: Page,
  device: Awaited<ReturnType<typeof giveAuthenticator>>,
  path = '/sign-in',
) {
  await device.setPresent(false);
  // The page that is left may be on its way to the sign-in page by itself.
  await expect(() => page.goto(path)).toPass();
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  await expect(button).toBeVisible();
  await expectNoBarriers(page);
  await device.setPresent(true);
  await button.click();
}

async function signInWithPassword(page: Page, person: Person) {
  await expect(() => page.goto('/sign-in')).toPass();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Turns codes on in the settings; gives the key and the backup codes. */
async function turnOnCodes(page: Page) {
  await page.goto('/settings');
  const codes = section(page, 'Codes');
  await codes.getByRole('button', { name: 'Turn on…' }).click();
  const key = (await page.getByTestId('authenticator-key').textContent()) ?? '';
  await codes.getByLabel('Code', { exact: true }).fill(codeOf(key));
  await codes.getByRole('button', { name: 'Turn on', exact: true }).click();
  const list = codes.getByRole('list', { name: 'Backup codes' });
  await expect(list.getByRole('listitem')).toHaveCount(10);
  return { key, backupCodes: await list.getByRole('listitem').allTextContents(), codes };
}

test('Somebody signs up with a passkey and no password, and signs in with it', async ({ page }) => {
  const device = await giveAuthenticator(page);
  const { name, email } = stranger();
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Use a passkey instead' }).click();
  await expect(composer(page)).toBeVisible();
  expect(await device.credentials()).toHaveLength(1);

  await page.context().clearCookies();
  await pressPasskey(page, device, '/sign-in?next=%2Fsettings');
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByText(email)).toBeVisible();

  // It is the only way in, so it stays.
  const passkeys = section(page, 'Passkeys');
  await passkeys.getByRole('button', { name: /^Remove / }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Remove passkey' }).click();
  await expect(dialog.getByRole('alert')).toContainText('only way into your account');
});

test('A passkey that is not used signs nobody up, and says so', async ({ page }) => {
  const device = await giveAuthenticator(page);
  await device.setVerified(false);
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ann Miller');
  await page.getByLabel('E-mail').fill(stranger().email);
  await page.getByRole('button', { name: 'Use a passkey instead' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing has changed' })).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Ann Miller');
});

test('Somebody adds a passkey by keyboard, names it, signs in with it, and removes it', async ({
  page,
  signedIn,
}) => {
  const device = await giveAuthenticator(page);
  await page.goto('/settings');
  const passkeys = section(page, 'Passkeys');
  await expect(passkeys).toContainText('None yet');
  const add = passkeys.getByRole('button', { name: 'Add a passkey' });
  await add.focus();
  await page.keyboard.press('Enter');
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  await expectNoBarriers(page);

  await passkeys.getByRole('button', { name: /^Rename / }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('My phone');
  await page.keyboard.press('Enter');
  await expect(passkeys.getByRole('listitem')).toContainText('My phone');

  await page.context().clearCookies();
  await pressPasskey(page, device, '/sign-in?next=%2Fsettings');
  await expect(page.getByText(signedIn.email)).toBeVisible();

  await section(page, 'Passkeys').getByRole('button', { name: 'Remove My phone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove passkey' }).click();
  await expect(section(page, 'Passkeys')).toContainText('None yet');
  expect(await device.credentials()).toHaveLength(1);
  await page.context().clearCookies();
  await pressPasskey(page, device);
  await expect(page.getByRole('alert').filter({ hasText: 'passkey' }).first()).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('A code is asked for after the password; a wrong one is refused in words, and turning off ends it', async ({
  page,
  signedIn,
}) => {
  const { key, codes } = await turnOnCodes(page);
  await expectNoBarriers(page);
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(codes).toContainText('10 backup codes are left');

  await page.context().clearCookies();
  await signInWithPassword(page, signedIn);
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await expectNoBarriers(page);
  const field = page.getByLabel('Code', { exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(field).toHaveAttribute('inputmode', 'numeric');
  const wrong = codeOf(key, 1) === '123456' ? '654321' : '123456';
  await page.keyboard.type(wrong);
  await page.keyboard.press('Enter');
  await expect(page.getByText('That code is not right.')).toBeVisible();
  // The code that turned it on is spent; the next one is taken half a minute early.
  await field.fill(codeOf(key, 1));
  await page.keyboard.press('Enter');
  await expect(composer(page)).toBeVisible();

  await page.goto('/settings');
  await codes.getByRole('button', { name: 'Turn off…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off codes' }).click();
  await expect(codes.getByRole('button', { name: 'Turn on…' })).toBeVisible();
  await page.context().clearCookies();
  await signInWithPassword(page, signedIn);
  await expect(composer(page)).toBeVisible();
});

test('A backup code signs in once and not twice', async ({ page, signedIn }) => {
  const { backupCodes } = await turnOnCodes(page);
  const [first = '', second = ''] = backupCodes;
  const giveCode = async (code: string) => {
    await page.getByRole('link', { name: 'Use a backup code instead' }).click();
    await page.getByLabel('Backup code').fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await page.context().clearCookies();
  await signInWithPassword(page, signedIn);
  await giveCode(first);
  await expect(composer(page)).toBeVisible();
  await page.goto('/settings');
  await expect(section(page, 'Codes')).toContainText('9 backup codes are left');

  await page.context().clearCookies();
  await signInWithPassword(page, signedIn);
  await giveCode(first);
  await expect(page.getByText('it was used before')).toBeVisible();
  await page.getByLabel('Backup code').fill(second);
  await page.keyboard.press('Enter');
  await expect(composer(page)).toBeVisible();
});

test('The second step works before its scripts have come', async ({
  browser,
  baseURL,
  page,
  signedIn,
}) => {
  const { backupCodes } = await turnOnCodes(page);
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    javaScriptEnabled: false,
    extraHTTPHeaders: { 'x-real-ip': '10.250.1.9' },
  });
  const bare = await context.newPage();
  await signInWithPassword(bare, signedIn);
  await bare.getByRole('link', { name: 'Use a backup code instead' }).click();
  await bare.getByLabel('Backup code').fill(backupCodes[0] ?? '');
  await bare.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(bare).toHaveURL(`${baseURL}/`);
  await context.close();
});
