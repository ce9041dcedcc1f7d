import { expect, stranger, test } from './people';
import { composer, openPart, say, taskRow } from './screen';

test('Somebody signs up, says it, it is done, and finds it again after signing in anew', async ({
  page,
}) => {
  const ann = stranger();
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Name').fill(ann.name);
  await page.getByLabel('E-mail').fill(ann.email);
  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(composer(page)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ann');

  const added = await say(page, 'add buy milk tomorrow at 5pm, high priority');
  await expect(added.getByText('buy milk').first()).toBeVisible();
  await expect(added.getByText(/\w{3} \d{1,2} \w{3} \d{4}, 17:00/).first()).toBeVisible();
  await expect(added.getByText('High').first()).toBeVisible();
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  const address = page.url();

  const listed = await say(page, "what's due tomorrow?");
  await expect(listed.getByText('buy milk').first()).toBeVisible();

  const done = await say(page, 'mark the milk one done');
  await expect(done.getByText('Completed')).toBeVisible();
  await openPart(page, 'Tasks');
  await page.getByRole('tab', { name: /Done/ }).click();
  await expect(taskRow(page, 'buy milk')).toBeVisible();

  await openPart(page, 'Chat');
  const undone = await say(page, 'undo that');
  await expect(undone.getByText('Undone').first()).toBeVisible();
  await openPart(page, 'Tasks');
  await page.getByRole('tab', { name: /Upcoming/ }).click();
  await expect(taskRow(page, 'buy milk')).toBeVisible();

  await page.reload();
  await openPart(page, 'Chat');
  await expect(page.getByText('add buy milk tomorrow at 5pm, high priority').last()).toBeVisible();
  await expect(page.getByText('mark the milk one done')).toBeVisible();
  await expect(page.getByText('Completed')).toBeVisible();

  await openPart(page, 'History');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(address);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('E-mail').fill(ann.email);
  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(address);
  await openPart(page, 'History');
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
  await expect(page.getByText('undo that')).toBeVisible();
});
