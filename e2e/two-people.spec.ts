import type { BrowserContext, Page } from '@playwright/test';
import { slowSaydo } from './addresses';
import { expect, type Person, signUp, stranger, test } from './people';
import { answers, ask, composer, expectNoViolations, openPart, openReady, say } from './screen';

/** In ms: how soon a tab must have left. */
const SOON = 2_000;

const atSignIn = /\/sign-in/;

async function signIn(page: Page, { email, password }: Person) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(composer(page)).toBeVisible();
}

async function signOut(page: Page) {
  await openPart(page, 'History');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

/** Another tab of the same browser. */
async function openTab(context: BrowserContext, path: string): Promise<Page> {
  const tab = await context.newPage();
  await openReady(tab, path);
  return tab;
}

/** A tab that hears nothing of the others, as one that the system has put to sleep. */
async function openDeafTab(context: BrowserContext, path: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    Reflect.deleteProperty(window, 'BroadcastChannel');
    window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true);
  });
  // The first visit of somebody new greets their browser: its answer sets cookies.
  const greeted = tab.waitForResponse((answer) => answer.request().method() === 'POST');
  await openReady(tab, path);
  await greeted;
  return tab;
}

/** From now on a tab reads nothing either: what it writes is the first that tells it. */
async function stopReading(tab: Page) {
  await tab.route(
    ({ pathname }) => !pathname.startsWith('/_next/static/'),
    (route) => {
      const asked = route.request();
      const reads = asked.method() === 'GET' && !asked.isNavigationRequest();
      return reads ? route.abort() : route.continue();
    },
  );
}

/** What the person who is signed in in this browser has; nothing of it is anybody else's. */
async function stored(context: BrowserContext, baseURL: string | undefined) {
  const read = async (path: string) => (await context.request.get(`${baseURL}${path}`)).json();
  const { conversations } = await read('/api/conversations');
  const { total } = await read('/api/tasks?view=all');
  return { conversations: conversations.length, tasks: total };
}

const nothing = { conversations: 0, tasks: 0 };

test('Signing out in one tab leads every other one to the sign-in page, and back shows nothing', async ({
  page,
  ann,
}) => {
  await openReady(page, '/');
  await say(page, 'add a secret plan');
  const others = [
    await openTab(ann, '/tasks'),
    await openTab(ann, '/settings'),
    await openTab(ann, page.url()),
  ].filter((tab) => tab !== page);
  const signedOutAt = Date.now();
  await signOut(page);
  await expect(page).toHaveURL(atSignIn);
  await Promise.all(others.map((tab) => expect(tab).toHaveURL(atSignIn, { timeout: SOON })));
  test.info().annotations.push({ type: 'ms', description: String(Date.now() - signedOutAt) });
  for (const tab of [page, ...others]) {
    await tab.goBack().catch(() => null);
    await expect(tab.getByText('secret plan').filter({ visible: true })).toHaveCount(0);
    await expect(tab).toHaveURL(/\/sign-in|about:blank/);
  }
});

test('When somebody else signs in, a tab closes what it shows, and its draft waits for its owner', async ({
  page,
  ann,
  signedIn,
}) => {
  await openReady(page, '/');
  await say(page, 'add a secret plan');
  await expect(page).toHaveURL(/\/chat\//);
  await composer(page).fill('what Ann had begun to say');
  const address = page.url();

  const bob = stranger('Bob Stone');
  await ann.clearCookies();
  const other = await ann.newPage();
  await other.goto('/sign-up');
  await other.getByLabel('Name').fill(bob.name);
  await other.getByLabel('E-mail').fill(bob.email);
  await other.getByLabel('Password', { exact: true }).fill(bob.password);
  await other.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(atSignIn, { timeout: 10_000 });
  await expect(composer(other)).toBeVisible();
  await expect(other.getByText('secret plan')).toHaveCount(0);
  await expect(composer(other)).toHaveValue('');
  await expect(page.getByText('secret plan')).toHaveCount(0);

  await page.goto(`/sign-in?other=1&next=${encodeURIComponent(new URL(address).pathname)}`);
  await expect(page.getByRole('status')).toContainText('Bob Stone is signed in');
  await expectNoViolations(page, 'the choice of who to be');
  await signIn(page, signedIn);
  await expect(page).toHaveURL(address);
  await expect(composer(page)).toHaveValue('what Ann had begun to say');
  await expect(other).toHaveURL(atSignIn, { timeout: SOON });
});

test('What is sent from a page of somebody else is refused, told and kept, and nothing of it is stored', async ({
  ann,
  signedIn,
  baseURL,
}) => {
  const tab = await openDeafTab(ann, '/');
  await stopReading(tab);
  await ann.clearCookies();
  await signUp(ann.request, stranger('Bob Stone'), baseURL);

  await composer(tab).fill('add Ann’s own thing');
  await composer(tab).press('Enter');
  const told = tab.getByRole('alert').filter({ hasText: 'Somebody else is signed in' });
  await expect(told.first()).toBeVisible();
  await expect(tab.getByText('add Ann’s own thing').first()).toBeVisible();
  expect(await stored(ann, baseURL)).toEqual(nothing);
  await expectNoViolations(tab, 'a page of somebody else');

  await tab.unrouteAll();
  await told.getByRole('link', { name: 'Sign in' }).first().click();
  await expect(tab).toHaveURL(/other=1/);
  await signIn(tab, signedIn);
  await expect(composer(tab)).toHaveValue('add Ann’s own thing');
});

test('A click on a page of somebody else changes nothing, and its words stay', async ({
  ann,
  baseURL,
}) => {
  const tab = await openDeafTab(ann, '/tasks');
  await stopReading(tab);
  await ann.clearCookies();
  await signUp(ann.request, stranger('Bob Stone'), baseURL);
  const box = tab.getByRole('textbox', { name: 'Add a task' }).filter({ visible: true });
  await box.fill('Ann’s errand');
  await box.press('Enter');
  await expect(
    tab.getByRole('alert').filter({ hasText: 'Somebody else is signed in' }).first(),
  ).toBeVisible();
  await expect(box).toHaveValue('Ann’s errand');
  expect(await stored(ann, baseURL)).toEqual(nothing);
});

test('A session that ended elsewhere is told with a way to sign in, and what was typed is kept', async ({
  ann,
  signedIn,
}) => {
  const tab = await openDeafTab(ann, '/tasks');
  await stopReading(tab);
  await ann.clearCookies();
  const box = tab.getByRole('textbox', { name: 'Add a task' }).filter({ visible: true });
  await box.fill('call the bank');
  await box.press('Enter');
  const told = tab.getByRole('alert').filter({ hasText: 'You are signed out' }).first();
  await expect(told).toBeVisible();
  await expect(box).toHaveValue('call the bank');
  await expectNoViolations(tab, 'a page of somebody who is signed out');
  await tab.unrouteAll();
  await told.getByRole('link', { name: 'Sign in' }).click();
  await expect(tab).toHaveURL(/\/sign-in\?next=%2Ftasks/);
  await tab.getByLabel('E-mail').fill(signedIn.email);
  await tab.getByLabel('Password', { exact: true }).fill(signedIn.password);
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(tab).toHaveURL(/\/tasks$/);
});

test('A tab that wakes up after its person has left goes to the sign-in page', async ({ ann }) => {
  const tab = await openDeafTab(ann, '/');
  await ann.clearCookies();
  await tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(tab).toHaveURL(atSignIn, { timeout: SOON });
});

test('The cookie of an account that is just deleted leads to the sign-in page, and is refused in words', async ({
  page,
  ann,
  signedIn: _,
  baseURL,
}) => {
  await page.goto('/');
  const cookies = await ann.cookies();
  await page.goto('/settings');
  await page
    .getByRole('button', { name: /Delete account/ })
    .first()
    .click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('textbox', { name: /type/i }).fill('delete my account');
  await dialog.getByRole('button', { name: /Delete/ }).click();
  await expect(page).toHaveURL(atSignIn);

  // A thief, or another tab, has the cookie still, which vouches for the session for a minute.
  const id = crypto.randomUUID();
  const saying = {
    id,
    message: {
      id: crypto.randomUUID(),
      role: 'user',
      parts: [{ type: 'text', text: 'add a ghost' }],
    },
  };
  await ann.addCookies(cookies);
  const headers = { origin: baseURL ?? '' };
  for (const answer of [
    await ann.request.post('/api/chat', { headers, data: saying }),
    await ann.request.get('/api/tasks'),
    await ann.request.get('/api/account/export'),
  ]) {
    expect(answer.status(), answer.url()).toBe(401);
    expect((await answer.json()).code).toBe('signed_out');
  }
  for (const path of ['/', '/tasks', '/settings', '/archive', `/chat/${id}`]) {
    await ann.addCookies(cookies);
    await page.goto(path);
    await expect(page, path).toHaveURL(atSignIn);
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  }
  await expect
    .poll(async () => (await ann.cookies()).filter(({ name }) => /session/.test(name)))
    .toEqual([]);
});

test.describe('While a slow answer is written', () => {
  test.use({ baseURL: slowSaydo.url });
  test.slow();

  test('words that wait do not go out as somebody else, and their owner finds them again', async ({
    ann,
    signedIn,
    baseURL,
  }) => {
    const tab = await openDeafTab(ann, '/');
    await ask(tab, 'slowly tell me of the sea');
    await expect(answers(tab).last()).toContainText('word2');
    await expect(tab).toHaveURL(/\/chat\//);
    const address = tab.url();
    await ask(tab, 'and then of Ann’s mountains');
    await ann.clearCookies();
    await signUp(ann.request, stranger('Bob Stone'), baseURL);
    // Whether it wants to send or to read first, it notices.
    const told = tab.getByRole('link', { name: 'Sign in', exact: true }).first();
    const form = tab.getByLabel('E-mail');
    await expect(told.or(form)).toBeVisible({ timeout: 45_000 });
    expect(await stored(ann, baseURL)).toEqual(nothing);
    if (await told.isVisible()) await told.click();
    await expect(form).toBeVisible();
    await signIn(tab, signedIn);
    await expect(tab).toHaveURL(address);
    await expect(tab.getByText('and then of Ann’s mountains').first()).toBeVisible();
    await expect(tab.getByRole('article', { name: 'You' })).toHaveCount(1);
  });
});
