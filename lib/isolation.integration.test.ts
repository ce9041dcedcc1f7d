import { eq, getTableColumns } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messages, tasks, users } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { exportAccount, ownedTables } from './account/export';
import { getPreferences, savePreferences, storeFirstVisit } from './account/preferences';
import { readAnswer } from './agent/test/read-answer';
import { type ScriptedStep, scriptedModel } from './agent/test/scripted-model';
import { loadThread } from './agent/thread';
import { decide, edit, regenerate, say, stopAnswer } from './agent/turn';
import {
  archiveConversation,
  chooseVersion,
  deleteConversation,
  deleteForever,
  deletePair,
  emptyTrash,
  findRatings,
  findVersions,
  getConversation,
  listConversations,
  listKept,
  markRead,
  pageMessages,
  pinConversation,
  rateMessage,
  renameConversation,
  restoreConversation,
  restorePair,
} from './conversations';
import { exportJson, exportMarkdown } from './conversations/transfer';
import { createScope, type Scope } from './scope';
import { listLinks, revokeLink, shareConversation } from './sharing';
import {
  addTasks,
  type ChangeContext,
  completeTasks,
  deleteTasks,
  editTasks,
  getTask,
  listTasks,
  reopenTasks,
  rescheduleTasks,
  restoreTasks,
  skipTasks,
  standingChanges,
  takeBack,
  taskHistory,
  undo,
} from './tasks';
import { testClock } from './test-clock';

const clock = testClock();
const WORD = 'xylophone';
const noTask = { tasks: [], failures: [{ error: 'There is no task with this id.' }] };

let test: TestDatabase;
let ann: Scope;
/** Somebody else, whose connection is the tables' owner: above every policy. */
let bob: Scope;
let hers: Awaited<ReturnType<typeof seed>>;
let before: string;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db, { name: `Ann ${WORD}` })).id);
  bob = {
    userId: (await createUser(test.db, { name: 'Bob' })).id,
    run: (work) => test.db.transaction(work),
  };
  hers = await seed();
  before = await everythingOf(ann);
});
afterEach(async () => {
  expect(await everythingOf(ann)).toBe(before);
});

describe('with row-level security off, the filters alone', () => {
  it('hide her tasks and their history', async () => {
    for (const id of hers.taskIds) {
      expect(await getTask(bob, id, clock)).toBeNull();
      expect(await taskHistory(bob, { id, limit: 100 })).toEqual([]);
    }
    expect((await listTasks(bob, { status: 'all' }, clock)).tasks).toEqual([]);
    expect(await listTasks(bob, { search: WORD }, clock)).toMatchObject({ tasks: [], total: 0 });
    expect(await taskHistory(bob, { limit: 100 })).toEqual([]);
    expect(await standingChanges(bob, hers.batches)).toEqual(new Map());
    expect((await standingChanges(ann, hers.batches)).get(hers.undoneBatch)).toBe(0);
  });

  it('let nobody else change her tasks', async () => {
    const [id = ''] = hers.taskIds;
    expect(await editTasks(bob, click(), [{ id, title: 'Mine now' }])).toMatchObject(noTask);
    expect(await rescheduleTasks(bob, click(), [{ id, shift_days: 1 }])).toMatchObject(noTask);
    expect(await completeTasks(bob, click(), [id])).toMatchObject(noTask);
    expect(await reopenTasks(bob, click(), [hers.doneTask])).toMatchObject(noTask);
    expect(await deleteTasks(bob, click(), [id])).toMatchObject(noTask);
    expect(await restoreTasks(bob, click(), [hers.deletedTask])).toMatchObject(noTask);
    expect(await completeTasks(bob, click(), [hers.repeating])).toMatchObject(noTask);
    expect(await skipTasks(bob, click(), [hers.repeating])).toMatchObject(noTask);
    expect(await editTasks(bob, click(), [{ id, project: WORD, labels: [WORD] }])).toMatchObject(
      noTask,
    );
  });

  it('hide what her tasks are filed under, and keep it apart from what others call the same', async () => {
    for (const query of [{ project: WORD }, { label: WORD }, { filter: `#${WORD}` }])
      expect(await listTasks(bob, query, clock)).toMatchObject({ tasks: [], total: 0 });
    expect((await listTasks(bob, { filter: 'done this week' }, clock)).tasks).toEqual([]);
    const [of] = (
      await addTasks(bob, click(), [{ title: 'Of Bob', project: WORD, labels: [WORD] }])
    ).tasks;
    const name = WORD.toUpperCase();
    await editTasks(bob, click(), [{ id: of?.id ?? '', project: name, labels: [name] }]);
    expect((await listTasks(bob, { label: name }, clock)).tasks).toMatchObject([
      { title: 'Of Bob', project: WORD, labels: [WORD] },
    ]);
  });

  it('let nobody else take back what she did', async () => {
    for (const batch of hers.batches) {
      expect(await undo(bob, click(), batch)).toMatchObject({ tasks: [], failures: [{}] });
    }
    expect((await undo(bob, click())).failures).toMatchObject([
      { error: 'There is nothing to undo.' },
    ]);
  });

  it('hide her conversations and what was said in them', async () => {
    const { now } = clock;
    const none = { conversations: [], next_cursor: null };
    expect(await listConversations(bob, clock)).toEqual({ ...none, pinned: [] });
    for (const place of ['archive', 'trash'] as const) {
      expect(await listKept(bob, place)).toEqual({ ...none, total: 0 });
    }
    expect(await listLinks(bob, now)).toEqual([]);
    for (const id of hers.conversations) {
      expect(await getConversation(bob, id)).toBeNull();
      const nothing = { messages: [], previous_cursor: null, next_cursor: null };
      expect(await pageMessages(bob, id, { limit: 50, now })).toEqual(nothing);
      // Looking at a lost answer marks it as interrupted: not by somebody else's look.
      const later = new Date(now.getTime() + 3_600_000);
      expect(await loadThread(bob, id, { limit: 50, now: later })).toEqual(nothing);
    }
  });

  it('let nobody else keep, share, rename, delete or restore her conversations', async () => {
    const { now } = clock;
    for (const id of hers.conversations) {
      expect(await pinConversation(bob, id, true, now)).toBe(false);
      expect(await archiveConversation(bob, id, true, now)).toBe(false);
      expect(await markRead(bob, id, now)).toBe(false);
      expect(await deleteForever(bob, id)).toBe(false);
      expect(await listLinks(bob, now, id)).toEqual([]);
      const how = { lifetime: 'day', withTasks: true } as const;
      await expect(shareConversation(bob, id, how, now)).rejects.toMatchObject({ status: 404 });
      expect(await renameConversation(bob, id, 'Mine now')).toBe(false);
      expect(await deleteConversation(bob, id, clock.now)).toBe(false);
      expect(await restoreConversation(bob, id)).toBe(false);
    }
    expect(await emptyTrash(bob, now)).toBe(0);
    expect(await revokeLink(bob, hers.link, now)).toBe(false);
  });

  it('let nobody else stop her answer', async () => {
    expect(await stopAnswer(bob, hers.running, clock.now)).toBe(false);
  });

  it('let nobody else decide what waits for her word', async () => {
    for (const approved of [true, false]) {
      const decision = { ...hers.approval, approved };
      await expect(decide(asker(bob), decision)).rejects.toMatchObject({ status: 404 });
    }
  });

  it('let nobody else make, choose, take out or rate versions of what was said to her', async () => {
    const { conversationId, messageId } = hers.said;
    const { messages: page } = await pageMessages(ann, conversationId, {
      limit: 50,
      now: clock.now,
    });
    const answerId = page[1]?.id ?? '';
    const notFound = { status: 404 };
    const instead = { conversationId, replaces: messageId, takeBack: true };
    await expect(
      edit(asker(bob), { ...instead, messageId: uuidv7(), text: 'x' }),
    ).rejects.toMatchObject(notFound);
    const another = { conversationId, replaces: answerId, takeBack: true, answerId: uuidv7() };
    const asking = { ...asker(bob), db: test.db, now: clock.now };
    await expect(regenerate(asking, another)).rejects.toMatchObject(notFound);
    for (const work of [chooseVersion, deletePair, restorePair])
      await expect(work(bob, conversationId, messageId, clock.now)).rejects.toMatchObject(notFound);
    expect(await rateMessage(bob, answerId, { value: 1, note: '' }, clock.now)).toBe(false);
    expect(await findRatings(bob, [answerId])).toEqual(new Map());
    expect(await findVersions(bob, [...page, ...page])).toEqual(new Map());
    await takeBack(bob, clock, [answerId]);
  });

  it('show somebody who says her message again, with her ids, an answer of their own', async () => {
    const asking = asker(bob, { text: 'Hello, Bob.' });
    const { response, ended } = await say(asking, hers.said);
    const { message } = await readAnswer(response);
    await ended;
    expect(message.parts.at(-1)).toMatchObject({ text: 'Hello, Bob.' });
    // The model was told of nothing but the sentence itself.
    expect(asking.chosen.model.prompts.join()).not.toContain('secret of Ann');
    const { messages } = await loadThread(bob, hers.said.conversationId, {
      limit: 50,
      now: clock.now,
    });
    expect(messages.map(({ id }) => id)).toEqual([hers.said.messageId, message.id]);
    const [own] = (await listConversations(bob, clock)).conversations;
    expect(own).toMatchObject({ id: hers.said.conversationId, running: false });
  });

  it('keep apart rows that have the same id', async () => {
    const [id = ''] = hers.taskIds;
    await bob.run(async (tx) => {
      const own = { userId: bob.userId };
      await tx.insert(tasks).values({ ...own, id, title: 'Of Bob', position: 1 });
      await tx.insert(conversations).values({ ...own, id: hers.running, title: 'Of Bob' });
      await tx.insert(messages).values({
        ...own,
        id: hers.runningAnswer,
        conversationId: hers.running,
        role: 'assistant',
        status: 'complete',
        content: 'Of Bob',
      });
    });
    expect(await editTasks(bob, click(), [{ id, title: 'Still of Bob' }])).toMatchObject({
      tasks: [{ title: 'Still of Bob' }],
    });
    const batchId = hers.undoneBatch;
    await completeTasks(bob, { ...click(), batchId }, [id]);
    expect(await standingChanges(bob, [batchId])).toEqual(new Map([[batchId, 1]]));
    expect((await undo(bob, click(), batchId)).sentences).toHaveLength(1);

    expect((await listConversations(bob, clock)).conversations).toMatchObject([{ running: false }]);
    expect(await stopAnswer(bob, hers.running, clock.now)).toBe(false);
    const page = await pageMessages(bob, hers.running, { limit: 50, now: clock.now });
    expect(page.messages).toMatchObject([{ content: 'Of Bob', toolCalls: [] }]);
    expect(await renameConversation(bob, hers.running, 'Renamed')).toBe(true);
    expect(await deleteConversation(bob, hers.running, clock.now)).toBe(true);
    expect(await restoreConversation(bob, hers.running)).toBe(true);
  });

  it('keep her preferences hers', async () => {
    const defaults = { name: 'Bob', timeZone: null, theme: 'system', dateOrder: 'mdy' };
    expect(await getPreferences(bob)).toMatchObject(defaults);
    expect(await storeFirstVisit(bob, { timeZone: 'Asia/Tokyo' })).toBe(true);
    await savePreferences(bob, { name: 'Robert', theme: 'light' });
    expect(await getPreferences(bob)).toMatchObject({ name: 'Robert', theme: 'light' });
  });

  it('export nothing of hers with the account of somebody else', async () => {
    let written = '';
    for await (const piece of exportAccount(test.db, bob, clock.now)) written += piece;
    expect(JSON.parse(written)).toMatchObject({ account: { name: 'Bob' }, tasks: [] });
    for await (const piece of exportJson(bob, null, clock.now)) written += piece;
    for await (const piece of exportMarkdown(bob, null, 'UTC')) written += piece;
    for (const secret of [WORD, ann.userId, ...hers.taskIds, ...hers.conversations])
      expect(written).not.toContain(secret);
  });
});

/** One click. */
const click = (): ChangeContext => ({ actor: 'user', batchId: uuidv7(), clock });

function asker(scope: Scope, ...steps: ScriptedStep[]) {
  const model = scriptedModel(...steps);
  return {
    scope,
    db: test.db,
    now: clock.now,
    readClock: async () => clock,
    chosen: { id: 'scripted', model },
  };
}

/** Ann's day: tasks in every state, an answer that waits for her word, and one that is written. */
async function seed() {
  const added = await addTasks(ann, click(), [
    { title: `Open ${WORD}`, due_date: '2026-11-23' },
    { title: `Done ${WORD}` },
    { title: `Deleted ${WORD}` },
    { title: `Again ${WORD}`, recurrence: 'FREQ=DAILY', project: WORD, labels: [WORD, 'home'] },
  ]);
  const [open = '', doneTask = '', deletedTask = '', repeating = ''] = added.tasks.map(
    ({ id }) => id,
  );
  const done = await completeTasks(ann, click(), [doneTask]);
  const again = await completeTasks(ann, click(), [repeating]);
  const deleted = await deleteTasks(ann, click(), [deletedTask]);
  const undone = await editTasks(ann, click(), [{ id: open, priority: 'high' }]);
  const undoneBatch = undone.batch_id ?? '';
  await undo(ann, click(), undoneBatch);
  await savePreferences(ann, { theme: 'dark', dateOrder: 'dmy', timeZone: 'Europe/Berlin' });

  const conversationId = uuidv4();
  const said = { conversationId, messageId: uuidv4(), text: 'delete both' };
  const calls = [{ name: 'delete_task', input: { ids: [open, doneTask] } }];
  const asking = asker(ann, { text: 'A secret of Ann.', calls });
  const { response, ended } = await say(asking, said);
  const { message } = await readAnswer(response);
  await ended;
  const part = message.parts.find(({ type }) => type === 'tool-delete_task');
  if (!part || !('approval' in part) || !part.approval) throw new Error('Nothing was asked.');

  const [running, trashed, runningAnswer] = [uuidv4(), uuidv4(), uuidv7()];
  const own = { userId: ann.userId };
  await ann.run(async (tx) => {
    await tx.insert(conversations).values([
      { ...own, id: running, title: WORD },
      { ...own, id: trashed, title: WORD, deletedAt: clock.now },
    ]);
    await tx.insert(messages).values({
      ...own,
      id: runningAnswer,
      conversationId: running,
      role: 'assistant',
      status: 'streaming',
      content: WORD,
      heartbeatAt: clock.now,
    });
  });
  await shareConversation(ann, running, { lifetime: 'never', withTasks: false }, clock.now);
  const [link] = await listLinks(ann, clock.now);
  return {
    link: link?.id ?? '',
    taskIds: [open, doneTask, deletedTask, repeating],
    repeating,
    doneTask,
    deletedTask,
    batches: [added, done, again, deleted, undone].map(({ batch_id }) => batch_id ?? ''),
    undoneBatch,
    said,
    approval: { conversationId, approvalId: part.approval.id },
    running,
    runningAnswer,
    conversations: [conversationId, running, trashed],
  };
}

/** Every row of a person, in no transaction of theirs. */
async function everythingOf({ userId }: Scope): Promise<string> {
  const rows: unknown[] = [await test.db.select().from(users).where(eq(users.id, userId))];
  for (const table of ownedTables()) {
    const { userId: owner, id } = getTableColumns(table);
    if (!owner) throw new Error(`${getTableConfig(table).name} belongs to nobody.`);
    const own = test.db.select().from(table).where(eq(owner, userId));
    rows.push(await (id ? own.orderBy(id) : own));
  }
  return JSON.stringify(rows, null, 1);
}
