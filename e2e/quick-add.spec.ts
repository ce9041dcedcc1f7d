import type { Page } from '@playwright/test';
import { expect, test } from './people';
import { expectNoBarriers, openPart, openReady, say, taskRow } from './screen';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/tasks');
});

const field = (page: Page) =>
  page.getByRole('textbox', { name: 'Add a task' }).filter({ visible: true });
const understood = (page: Page) =>
  page.getByRole('list', { name: 'Understood' }).filter({ visible: true });
const chip = (page: Page, name: string | RegExp) => understood(page).getByRole('button', { name });

/** Types as a person does: the reader comes with the first focus. */
async function type(page: Page, text: string) {
  await field(page).click();
  await field(page).pressSequentially(text);
}

async function openTab(page: Page, name: RegExp) {
  await page.getByRole('tab', { name }).filter({ visible: true }).click();
}

async function allTasks(page: Page) {
  return (await (await page.request.get('/api/tasks?view=all')).json()).tasks;
}

const fitsTheScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test('Somebody sees what was understood while they type, and that is what is saved', async ({
  page,
}) => {
  await type(
    page,
    'gym every other tuesday at 7am for 45 mins !! #health +Fitness deadline dec 31',
  );
  await expect(
    chip(page, /^Starts (today, |tomorrow, )?Tue .*, 07:00: read as text instead$/),
  ).toBeVisible();
  await expect(chip(page, 'Every 2 weeks on Tuesday: read as text instead')).toBeVisible();
  await expect(chip(page, /^45 min/)).toBeVisible();
  await expect(chip(page, /^High priority/)).toBeVisible();
  await expect(chip(page, /^#health/)).toBeVisible();
  await expect(chip(page, /^Project Fitness/)).toBeVisible();
  await expect(chip(page, /^Deadline .* 31 Dec/)).toBeVisible();
  expect(await fitsTheScreen(page)).toBe(true);
  await expectNoBarriers(page);

  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  expect(await allTasks(page)).toMatchObject([
    {
      title: 'gym',
      due_time: '07:00',
      weekday: 'Tuesday',
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
      repeats: 'every 2 weeks on Tuesday',
      duration_minutes: 45,
      priority: 'high',
      labels: ['health'],
      project: 'Fitness',
    },
  ]);
  await openTab(page, /All/);
  const row = taskRow(page, 'gym').first();
  await expect(row).toContainText('every 2 weeks on Tuesday');
  await expect(row).toContainText('#health');
  expect(await fitsTheScreen(page)).toBe(true);
});

test('The words wear their highlight where they stand, also where the text is long', async ({
  page,
}) => {
  const long = `read ${'a very long book about bridges '.repeat(8)}friday`;
  await type(page, 'call Ada friday');
  await field(page).fill(long);
  const layer = field(page).locator('xpath=preceding-sibling::*');
  const wash = layer.locator('span');
  await expect(wash).toHaveText('friday');
  // The layer breaks its lines where the field does: both are as tall as their text.
  const [under, over] = [await layer.boundingBox(), await field(page).boundingBox()];
  expect(Math.abs((under?.height ?? 0) - (over?.height ?? 1))).toBeLessThan(1);
  expect(
    await field(page).evaluate((area) => area.scrollHeight - area.clientHeight),
  ).toBeLessThanOrEqual(1);
});

test('A chip, or Backspace behind the words, turns them back into plain text', async ({ page }) => {
  await type(page, 'call Ada friday');
  await chip(page, /^(Today, |Tomorrow, )?Fri .*: read as text instead$/).click();
  await expect(field(page)).toBeFocused();
  await expect(chip(page, '“friday” is text: read it again')).toBeVisible();

  await field(page).fill('');
  await type(page, 'listen to Black Sabbath sunday');
  await expect(chip(page, /Sun .*: read as text instead/)).toBeVisible();
  await field(page).press('Backspace');
  await expect(field(page)).toHaveValue('listen to Black Sabbath sunday');
  await expect(chip(page, /: read as text instead/)).toHaveCount(0);
  await expect(chip(page, '“sunday” is text: read it again')).toBeVisible();
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  expect(await allTasks(page)).toMatchObject([{ title: 'listen to Black Sabbath sunday' }]);
});

test('By keyboard alone a chip is reached and taken away, and the words are read again', async ({
  page,
}) => {
  await type(page, 'call Ada friday 3pm !!');
  const priority = chip(page, /^High priority/);
  await priority.focus();
  await priority.press('Backspace');
  await expect(field(page)).toBeFocused();
  await expect(priority).toHaveCount(0);
  const again = chip(page, '“!!” is text: read it again');
  await again.focus();
  await again.press('Enter');
  await expect(chip(page, /^High priority/)).toBeVisible();
});

test('What can be meant in two ways is asked, and an answer is a click', async ({ page }) => {
  await type(page, 'dentist next friday');
  const other = page.getByRole('button', { name: /^Fri \d+ \w+ \d{4}$/ }).filter({ visible: true });
  const words = await other.textContent();
  await other.click();
  await expect(field(page)).toHaveValue(`dentist ${words}`);
  await expectNoBarriers(page);
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  expect(await allTasks(page)).toMatchObject([{ title: 'dentist', weekday: 'Friday' }]);
});

test('A date that doesn’t exist and a date without a name are asked about, never saved', async ({
  page,
}) => {
  await type(page, 'pay on 30 Feb');
  await expect(
    page.getByRole('button', { name: 'Keep “on 30 Feb” as text' }).filter({ visible: true }),
  ).toBeVisible();
  await field(page).press('Enter');
  await expect(page.getByText(/Not added yet/).filter({ visible: true })).toBeVisible();
  await field(page).fill('tomorrow');
  await field(page).press('Enter');
  await expect(page.getByText(/should the task be called/).filter({ visible: true })).toBeVisible();
  await expect(field(page)).toHaveValue('tomorrow');
  expect(await allTasks(page)).toHaveLength(0);
});

test('Pasted lines are shown as tasks, added together, and taken back together', async ({
  page,
}) => {
  await field(page).click();
  await field(page).fill('- call Ada friday\n- [ ] buy milk #food\n3. water the plants\n');
  await expect(page.getByText('3 tasks', { exact: true }).filter({ visible: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Tasks to add' }).getByRole('listitem')).toHaveCount(
    3,
  );
  await expectNoBarriers(page);
  await field(page).press('Enter');
  await expect(
    page.getByText('Added 3 tasks', { exact: true }).filter({ visible: true }),
  ).toBeVisible();
  expect(await allTasks(page)).toHaveLength(3);
  await page.getByRole('button', { name: 'Undo' }).filter({ visible: true }).first().click();
  await expect.poll(async () => (await allTasks(page)).length).toBe(0);
});

test('One line with several tasks in it can be added as several', async ({ page }) => {
  await type(page, 'buy milk and call Ada');
  await page.getByRole('button', { name: 'Add as 2 tasks' }).filter({ visible: true }).click();
  await expect(page.getByRole('list', { name: 'Tasks to add' }).getByRole('listitem')).toHaveText([
    /buy milk/,
    /call Ada/,
  ]);
  await field(page).press('Enter');
  await expect.poll(async () => (await allTasks(page)).length).toBe(2);
});

test('The same words said in the chat give the same task', async ({ page }) => {
  const words = 'water the ferns every 3 days at 8am #home, low priority';
  await type(page, words);
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  await page.goto('/');
  await openPart(page, 'Chat');
  await say(page, words);
  const [one, other] = await allTasks(page);
  for (const key of ['title', 'due_date', 'due_time', 'recurrence', 'priority', 'labels'])
    expect(other[key], key).toEqual(one[key]);
});

test('An input method’s own Enter and Backspace are left to it', async ({ page }) => {
  await type(page, 'call Ada friday');
  await field(page).evaluate((area) => {
    const key = { bubbles: true, cancelable: true, isComposing: true };
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', ...key }));
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ...key }));
  });
  await expect(field(page)).toHaveValue('call Ada friday');
  await expect(chip(page, /^(Today, |Tomorrow, )?Fri .*: read as text instead$/)).toBeVisible();
  expect(await allTasks(page)).toHaveLength(0);
});

test('A repeating task moves on when it is done, is skipped, and stops', async ({ page }) => {
  await type(page, 'water the plants every day');
  await field(page).press('Enter');
  await openTab(page, /All/);
  const row = taskRow(page, 'water the plants').first();
  await row.getByRole('checkbox').click();
  await expect(page.getByText(/^Done\. Next: /)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  const [{ due_date: first }] = await allTasks(page);

  await row.getByRole('button', { name: /^Edit/ }).click();
  const form = page.getByRole('form', { name: /Edit/ }).filter({ visible: true });
  await expectNoBarriers(page);
  await form.getByRole('button', { name: 'Skip this one' }).click();
  await expect.poll(async () => (await allTasks(page))[0].due_date > first).toBe(true);

  await row.getByRole('button', { name: /^Edit/ }).click();
  await form.getByRole('button', { name: 'Stop repeating' }).click();
  await expect.poll(async () => (await allTasks(page))[0].recurrence).toBeNull();
});

test('A new date for a repeating task is for this one, or for the series', async ({ page }) => {
  await type(page, 'water the plants every day');
  await field(page).press('Enter');
  await openTab(page, /All/);
  const row = taskRow(page, 'water the plants').first();
  const form = page.getByRole('form', { name: /Edit/ }).filter({ visible: true });
  await row.getByRole('button', { name: /^Edit/ }).click();
  await form.getByLabel('Due date').fill('2030-05-02');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('button', { name: 'This one', exact: true }).click();
  await expect(form).toHaveCount(0);
  expect(await allTasks(page)).toMatchObject([
    { due_date: '2030-05-02', recurrence: 'FREQ=DAILY' },
  ]);
  await row.getByRole('button', { name: /^Edit/ }).click();
  await form.getByLabel('Due date').fill('2030-06-03');
  await form.getByRole('button', { name: 'Save' }).click();
  await expectNoBarriers(page);
  await form.getByRole('button', { name: 'The whole series' }).click();
  await expect(form).toHaveCount(0);
  expect(await allTasks(page)).toMatchObject([
    { due_date: '2030-06-03', recurrence: 'FREQ=DAILY' },
  ]);
});

test('The editor takes a rule in words, a project, labels, a deadline and a length', async ({
  page,
}) => {
  await type(page, 'clean the gutters');
  await field(page).press('Enter');
  await openTab(page, /All/);
  const row = taskRow(page, 'clean the gutters').first();
  await row.getByRole('button', { name: /^Edit/ }).click();
  const form = page.getByRole('form', { name: /Edit/ }).filter({ visible: true });
  await form.getByLabel('Repeats').selectOption('In words…');
  await form.getByLabel('How often').fill('every 2nd saturday');
  await expect(form.getByText(/Read as every month on the second Saturday/)).toBeVisible();
  await form.getByText('Deadline, length, project, labels').click();
  await form.getByLabel('Minutes it takes').fill('90');
  await form.getByLabel('Project', { exact: true }).fill('House');
  await form.getByLabel('Labels', { exact: true }).fill('roof, outside');
  await expectNoBarriers(page);
  expect(await fitsTheScreen(page)).toBe(true);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  expect(await allTasks(page)).toMatchObject([
    {
      recurrence: 'FREQ=MONTHLY;BYDAY=2SA',
      duration_minutes: 90,
      project: 'House',
      labels: ['outside', 'roof'],
    },
  ]);
});

test('A filter in words is printed back as it was read, and has an address', async ({ page }) => {
  for (const words of ['pay the rent today !! #home', 'read a book', 'call Ada today #work']) {
    await field(page).fill(words);
    await field(page).press('Enter');
    await expect(field(page)).toHaveValue('');
  }
  const filter = page.getByRole('searchbox', { name: 'Filter tasks' });
  await filter.fill('today high priority #home');
  const found = page.getByRole('region', { name: 'Filtered tasks' });
  await expect(found.getByRole('listitem')).toHaveCount(1);
  await expect(found.getByRole('status')).toContainText('labelled home');
  await expectNoBarriers(page);
  await expect(page).toHaveURL(/filter=today/);
  await page.reload();
  await expect(found.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(found).toHaveCount(0);
  await expect(field(page)).toBeVisible();
  await filter.fill('today #nowhere');
  await expect(found.getByRole('status')).toContainText('labelled nowhere');
  await expectNoBarriers(page);
  await found.getByRole('button', { name: 'Show all tasks' }).click();
  await expect(found).toHaveCount(0);
  await expect(filter).toHaveValue('');
});

test('Whether 3/4 is in March or in April is asked once, and remembered', async ({ page }) => {
  await type(page, 'pay the rent 3/4');
  const dayFirst = page.getByRole('button', { name: /\b3 Apr\b/ }).filter({ visible: true });
  await expect(dayFirst).toBeVisible();
  await field(page).press('Enter');
  await expect(page.getByText('answer this first').filter({ visible: true })).toBeVisible();
  await dayFirst.click();
  await expect(field(page)).toHaveValue(/^pay the rent \w+ 3 Apr \d{4}$/);
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  await field(page).fill('call Ada 5/6');
  await expect(understood(page)).toContainText('5 Jun');
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
});

test('The reader of plain English comes when somebody wants to write, not before', async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on('response', async (response) => {
    if (response.url().includes('/_next/static/chunks/'))
      scripts.push(await response.text().catch(() => ''));
  });
  // A word that only the reader of rules knows.
  const hasReader = () => scripts.some((script) => script.includes('BYSETPOS'));
  await openReady(page, '/tasks');
  expect(scripts.length).toBeGreaterThan(0);
  expect(hasReader()).toBe(false);
  await field(page).click();
  await expect.poll(hasReader).toBe(true);
});
