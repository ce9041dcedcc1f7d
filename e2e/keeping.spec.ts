import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, saying, test } from './people';
import { composer, expectNoBarriers, openPart, say } from './screen';

const sidebar = (page: Page) =>
  page.getByRole('navigation', { name: 'Conversations' }).filter({ visible: true });

const group = (page: Page, name: string) =>
  sidebar(page)
    .locator('div')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });

async function choose(page: Page, title: string, item: string) {
  await openPart(page, 'History');
  await sidebar(page)
    .getByRole('button', { name: `Options for ${title}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Says something from another device, and waits until it is answered; gives the conversation. */
async function sayElsewhere(page: Page, text: string, id?: string): Promise<string> {
  const body = saying(text, { id });
  const answer = await page.request.post('/api/chat', {
    headers: { origin: new URL(page.url()).origin },
    data: body,
  });
  expect(answer.status()).toBe(200);
  await answer.body();
  return body.id;
}

async function openFromAccount(page: Page, name: string) {
  await openPart(page, 'History');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('A conversation is pinned to the top, and goes back to its day', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await sayElsewhere(page, 'the first one');
  await sayElsewhere(page, 'the second one');
  await page.reload();
  await choose(page, 'The first one', 'Pin');
  await expect(group(page, 'Pinned').getByRole('link', { name: 'The first one' })).toBeVisible();
  await expect(sidebar(page).getByRole('link', { name: 'The first one' })).toHaveCount(1);
  await choose(page, 'The first one', 'Unpin');
  await expect(sidebar(page).getByRole('heading', { name: 'Pinned' })).toHaveCount(0);
  await expect(group(page, 'Today').getByRole('link', { name: 'The first one' })).toBeVisible();
});

test('An archived conversation leaves the list, can be read, and comes back by writing in it', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'hello there');
  await choose(page, 'Hello there', 'Archive');
  await expect(sidebar(page).getByRole('link', { name: /Hello there/ })).toHaveCount(0);
  await openFromAccount(page, 'Archive');
  await expect(page.getByRole('heading', { name: 'Archive', exact: true })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole('main').getByRole('link', { name: 'Hello there' }).click();
  await expect(page.getByText('This conversation is archived.')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Hello there');
  await say(page, 'hello again');
  await expect(page.getByText('This conversation is archived.')).toHaveCount(0);
  await openPart(page, 'History');
  await expect(sidebar(page).getByRole('link', { name: /Hello there/ })).toBeVisible();
});

test('Unarchive gives a conversation back without a word', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'hello there');
  await choose(page, 'Hello there', 'Archive');
  await openPart(page, 'Chat');
  await page.getByRole('button', { name: 'Unarchive' }).click();
  await expect(page.getByText('This conversation is archived.')).toHaveCount(0);
  await openPart(page, 'History');
  await expect(sidebar(page).getByRole('link', { name: /Hello there/ })).toBeVisible();
});

test('The trash gives one back, and loses the others for ever after saying how many', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push(await sayElsewhere(page, text));
  await page.reload();
  for (const title of ['One', 'Two', 'Three']) {
    await choose(page, title, 'Delete');
    await expect(sidebar(page).getByRole('link', { name: title })).toHaveCount(0);
  }
  await openFromAccount(page, 'Trash');
  await expect(page.getByText(/30 days/)).toBeVisible();
  await expectNoBarriers(page);
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Restore Two' }).click();
  await expect(main.getByText('Two', { exact: true })).toHaveCount(0);
  await main.getByRole('button', { name: 'Empty the trash…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Empty the trash?' });
  await expect(dialog).toContainText('2 conversations will be deleted for ever');
  await expectNoBarriers(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(main.getByText('One', { exact: true })).toBeVisible();
  await main.getByRole('button', { name: 'Empty the trash…' }).click();
  await dialog.getByRole('button', { name: 'Delete 2 conversations' }).click();
  await expect(main.getByText('The trash is empty.')).toBeVisible();
  expect((await page.goto(`/chat/${ids[0]}`))?.status()).toBe(404);
  expect((await page.goto(`/chat/${ids[1]}`))?.status()).toBe(200);
});

test('An answer that came elsewhere is marked as unread until it is opened', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await sayElsewhere(page, 'hello from my phone');
  await page.reload();
  await openPart(page, 'History');
  const link = sidebar(page).getByRole('link', { name: /Hello from my phone/ });
  await expect(link).toContainText('Unread answer');
  await link.click();
  await expect(page.getByRole('article', { name: 'Saydo' })).toBeVisible();
  await openPart(page, 'History');
  await expect(link).not.toContainText('Unread answer');
  await page.reload();
  await openPart(page, 'History');
  await expect(link).not.toContainText('Unread answer');
});

test('An answer that a person watches is never unread', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'hello there');
  await expect
    .poll(async () => {
      const list = await (await page.request.get('/api/conversations')).json();
      return list.conversations[0].unread;
    })
    .toBe(false);
});

async function openSharing(page: Page, conversation: string) {
  await choose(page, conversation, 'Share…');
  return page.getByRole('dialog', { name: 'Share a copy' });
}

test('A shared link shows the conversation as it was, to anybody, until it is revoked', async ({
  page,
  browser,
  baseURL,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'add buy **oat** milk tomorrow');
  const dialog = await openSharing(page, 'Buy');
  await expect(dialog.getByRole('checkbox', { name: /Include task cards/ })).not.toBeChecked();
  await expectNoBarriers(page);
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'The link' }).inputValue();
  expect(link).toMatch(new RegExp(`^${baseURL}/share/[\\w-]{43}$`));
  await expect(dialog.getByText('1 open link')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await openPart(page, 'Chat');
  await say(page, 'and now something private');

  const stranger = await browser.newContext({ baseURL });
  const theirs = await stranger.newPage();
  const answer = await theirs.goto(link);
  expect(answer?.status()).toBe(200);
  const headers = answer?.headers() ?? {};
  expect(headers['x-robots-tag']).toContain('noindex');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cache-control']).toContain('no-store');
  await expect(theirs.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
  await expect(theirs.getByRole('article', { name: 'Asked' })).toHaveCount(1);
  await expect(theirs.getByText('something private')).toHaveCount(0);
  await expectNoBarriers(theirs);
  expect(await stranger.cookies()).toEqual([]);
  const html = (await answer?.text()) ?? '';
  const account = await (await page.request.get('/api/account/export')).json();
  for (const id of [account.account.id, account.account.email, page.url().split('/').at(-1)]) {
    expect(html).not.toContain(id);
  }
  expect(html).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/);

  await page.goto('/settings');
  await page
    .getByRole('region', { name: 'Shared links' })
    .getByRole('button', { name: /Revoke/ })
    .click();
  await expect(page.getByText('No link is open.')).toBeVisible();
  for (const address of [link, `${baseURL}/share/${'a'.repeat(43)}`]) {
    const gone = await theirs.goto(address);
    expect(gone?.status()).toBe(404);
    expect(gone?.headers()['x-robots-tag']).toContain('noindex');
    await expect(theirs.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible();
  }
  await expectNoBarriers(theirs);
  await stranger.close();
});

test('A link that is revoked right after it was made is not offered any longer', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'add buy **oat** milk tomorrow');
  const dialog = await openSharing(page, 'Buy');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await expect(dialog.getByRole('textbox', { name: 'The link' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog.getByRole('textbox', { name: 'The link' })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Make a link' })).toBeVisible();
});

test('Task cards are shared only when that is ticked', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'add wash the car tomorrow');
  const dialog = await openSharing(page, 'Wash');
  await dialog.getByRole('checkbox', { name: /Include task cards/ }).check();
  await dialog.getByRole('radio', { name: 'Never' }).click();
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await page.goto(await dialog.getByRole('textbox', { name: 'The link' }).inputValue());
  const answer = page.getByRole('article', { name: 'Saydo' });
  await expect(answer.getByRole('listitem')).toContainText('wash the car');
  await expect(answer.getByRole('button')).toHaveCount(0);
});

test('What is exported as JSON comes back by import, with its cards and without their Undo', async ({
  page,
  bob,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'add wash the car');
  await page.goto('/settings');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export all as JSON' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^Saydo conversations \d{4}-\d\d-\d\d\.json$/);
  const path = await file.path();
  expect(JSON.parse(await readFile(path, 'utf8')).conversations).toHaveLength(1);

  const his = await bob.newPage();
  await his.goto('/settings');
  await his.getByLabel('File to import').setInputFiles(path);
  await expect(his.getByText('1 conversation imported.')).toBeVisible();
  await expectNoBarriers(his);
  await openPart(his, 'History');
  await sidebar(his).getByRole('link', { name: 'Wash the car' }).click();
  const answer = his.getByRole('article', { name: 'Saydo' });
  await expect(answer.getByText('Added', { exact: true })).toBeVisible();
  await expect(answer.getByRole('listitem')).toContainText('wash the car');
  await expect(answer.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  const tasks = await (await his.request.get('/api/tasks?view=all')).json();
  expect(tasks.total).toBe(0);
  await expect(composer(his)).toBeVisible();
});

test('A conversation is exported as Markdown under its own name', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'add wash the car');
  await openPart(page, 'History');
  await sidebar(page)
    .getByRole('button', { name: /Options for/ })
    .click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export as Markdown' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^Wash the car \d{4}-\d\d-\d\d\.md$/);
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^# Wash the car\n\n\*\*You\*\*, /);
});

test('A file that is none is refused in words', async ({ page, signedIn: _ }) => {
  await page.goto('/settings');
  const choose = (name: string, text: string) =>
    page
      .getByLabel('File to import')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('notes.json', 'not json');
  await expect(page.getByText('This file is not JSON')).toBeVisible();
  await choose('other.json', '{"conversations":[]}');
  await expect(page.getByText('This is not a file of conversations')).toBeVisible();
});

test('The list goes on as one scrolls to its end', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await sayElsewhere(page, 'one to copy');
  const file = await (await page.request.get('/api/conversations/export?format=json')).json();
  const [one] = file.conversations;
  file.conversations = Array.from({ length: 70 }, (_, index) => ({
    ...one,
    title: `Copy ${index}`,
    updated_at: new Date(Date.parse(one.updated_at) - (index + 1) * 60_000).toISOString(),
  }));
  const answer = await page.request.post('/api/conversations/import', {
    headers: { origin: new URL(page.url()).origin },
    data: file,
  });
  expect((await answer.json()).refused).toEqual([]);
  await page.reload();
  await openPart(page, 'History');
  const last = sidebar(page).getByRole('link', { name: 'Copy 69' });
  await expect(async () => {
    await sidebar(page).getByRole('link').last().scrollIntoViewIfNeeded();
    await expect(last).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(sidebar(page).getByRole('link')).toHaveCount(71);
});
