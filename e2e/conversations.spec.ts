import { expect, test } from './people';
import { composer, holdScripts, openPart, openReady, openTasks, say } from './screen';

test('A conversation is renamed, deleted and brought back in the sidebar', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'hello there');
  await openPart(page, 'History');
  const list = page.getByRole('navigation', { name: 'Conversations' }).filter({ visible: true });
  await expect(list.getByRole('link', { name: /Hello there/ })).toBeVisible();

  await list.getByRole('button', { name: /Options for/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Conversation title' }).fill('My plans');
  await page.getByRole('textbox', { name: 'Conversation title' }).press('Enter');
  await expect(list.getByRole('link', { name: 'My plans' })).toBeVisible();

  await list.getByRole('button', { name: /Options for My plans/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(list.getByRole('link', { name: 'My plans' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await openPart(page, 'History');
  await expect(list.getByRole('link', { name: 'My plans' })).toBeVisible();
});

test('A draft survives a reload and belongs to its own conversation', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'hello');
  await composer(page).fill('half a thought');
  await page.reload();
  await expect(composer(page)).toHaveValue('half a thought');
  await page.goto('/');
  await expect(composer(page)).toHaveValue('');
});

test('Deleting several tasks waits for a yes, survives a reload, and a no changes nothing', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'add wash the car and mow the lawn');
  await say(page, 'delete both');
  await page.reload();
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('button', { name: 'Decline' })).toHaveCount(0);
  await expect.poll(() => openTasks(page)).toBe(2);

  await say(page, 'delete both');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => openTasks(page)).toBe(0);
  await expect(page.getByText('Deleted 2 tasks').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => openTasks(page)).toBe(2);
});

test('A decision made the moment the page is there is not lost', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'add wash the car and mow the lawn');
  await say(page, 'delete both');
  const letGo = await holdScripts(page);
  await page.reload({ waitUntil: 'commit' });
  await expect(page.getByText('Decline')).toBeVisible();
  const declined = page.getByRole('button', { name: 'Decline' }).click();
  letGo();
  await declined;
  await expect(page.getByRole('button', { name: 'Decline' })).toHaveCount(0);
  await expect.poll(() => openTasks(page)).toBe(2);
});

test('A card knows after a reload that it was undone, and at once when that was said', async ({
  page,
  signedIn: _,
}) => {
  await page.goto('/');
  const first = await say(page, 'add wash the car');
  await first.getByRole('button', { name: 'Undo' }).click();
  await expect(first.getByText('Undone')).toBeVisible();
  const second = page.getByRole('article', { name: 'Saydo' }).nth(1);
  await say(page, 'add mow the lawn');
  await expect(second.getByRole('button', { name: 'Undo' })).toBeVisible();
  await say(page, 'undo that');
  await expect(second.getByText('Undone')).toBeVisible();
  await page.reload();
  await expect(
    page.getByRole('article', { name: 'Saydo' }).first().getByText('Undone'),
  ).toBeVisible();
  await expect(second.getByText('Undone')).toBeVisible();
});

test('A message that could not be sent stays, says why, and goes with Retry', async ({
  page,
  context,
  signedIn: _,
}) => {
  await page.goto('/');
  await say(page, 'hello');
  await context.setOffline(true);
  await composer(page).fill('add buy a rope');
  await composer(page).press('Enter');
  const retry = page.getByRole('button', { name: 'Retry' });
  await expect(retry).toBeVisible();
  await expect(page.getByText('add buy a rope')).toBeVisible();
  await context.setOffline(false);
  await retry.click();
  await expect(page.getByRole('article', { name: 'Saydo' })).toHaveCount(2);
  await expect.poll(() => openTasks(page)).toBe(1);
});

test('Two tabs that send at once lose nothing', async ({ page, ann }) => {
  await page.goto('/');
  await say(page, 'hello');
  const other = await ann.newPage();
  await other.goto(page.url());
  await Promise.all(
    [page, other].map(async (tab, index) => {
      await composer(tab).fill(`add thing ${index + 1}`);
      await composer(tab).press('Enter');
    }),
  );
  for (const tab of [page, other]) {
    // Where the other tab was first, this one kept its message and offers to send it.
    const retry = tab.getByRole('button', { name: 'Retry' });
    await expect(retry.or(tab.getByText(/Added/).first())).toBeVisible();
    if (await retry.isVisible()) await retry.click();
  }
  await expect.poll(() => openTasks(page)).toBe(2);
});

test('A conversation of somebody else is not there', async ({ page, signedIn: _, bob }) => {
  const hers = await bob.newPage();
  await hers.goto('/');
  await say(hers, 'my secret plan');
  const answer = await page.goto(hers.url());
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('my secret plan')).toHaveCount(0);
});

test('The first words of somebody new stand where they were when their browser has been greeted', async ({
  page,
  signedIn: _,
}) => {
  const { promise: greeted, resolve: letGo } = Promise.withResolvers<void>();
  await page.route('**/', async (route) => {
    if (route.request().method() === 'POST') await greeted;
    await route.continue();
  });
  await openReady(page, '/');
  await say(page, 'add wash the car and mow the lawn');
  await page.getByRole('feed').evaluate((feed) => feed.setAttribute('data-kept', 'yes'));
  letGo();
  await expect(page).toHaveURL(/\/chat\//);
  await page.waitForTimeout(1500);
  await expect(page.getByRole('feed')).toHaveAttribute('data-kept', 'yes');
  await page.reload();
  await expect(page.getByText('Added 2 tasks')).toBeVisible();
});

test('A new conversation is in the list, also when it is marked as read meanwhile', async ({
  page,
  signedIn: _,
}) => {
  // The list is slow, and its answer is on its way while the mark is set.
  await page.route('**/api/conversations?limit=30', async (route) => {
    const answer = await route.fetch();
    await page.waitForTimeout(600);
    await route.fulfill({ response: answer });
  });
  await openReady(page, '/');
  await say(page, 'hello there');
  await expect(page.getByRole('heading', { level: 1, name: /hello/i })).toBeAttached();
  await openPart(page, 'History');
  await expect(
    page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /hello/i }),
  ).toBeVisible();
});

test('An undo that reaches only a part says what was left', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  const added = await say(page, 'add wash the car and mow the lawn');
  const first = page.getByRole('article', { name: 'Saydo' }).first();
  await expect(added).toBeVisible();
  await say(page, 'rename mow the lawn to cut the lawn');
  await first.getByRole('button', { name: 'Undo' }).click();
  await expect(first.getByText(/Undone/)).toContainText('cut the lawn');
  await expect.poll(() => openTasks(page)).toBe(1);
});

test('A plan names a done task and what would change of it', async ({ page, signedIn: _ }) => {
  await page.goto('/');
  await say(page, 'add wash the car and mow the lawn');
  await say(page, 'delete both');
  const card = page.getByRole('article', { name: 'Saydo' }).last();
  const answer = await page.request.get('/api/tasks?view=all');
  const { tasks } = await answer.json();
  expect(tasks).toHaveLength(2);
  const done = tasks.map((task: object) => ({ ...task, completed: true }));
  await page.route(/\/api\/tasks\?ids=/, (route) => route.fulfill({ json: { tasks: done } }));
  await page.reload();
  await expect(card.getByText('wash the car').first()).toBeVisible();
  await expect(card.getByText('done', { exact: true })).toHaveCount(2);
  await expect(page.getByText('A task that')).toHaveCount(0);
});
