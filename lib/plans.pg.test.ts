import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '@/db/test/plans';
import { createWatchedDatabase, type WatchedDatabase } from '@/db/test/watched-database';
import { deleteAccount } from '@/lib/account/delete';
import { exportAccount } from '@/lib/account/export';
import {
  getClock,
  getPreferences,
  savePreferences,
  storeFirstVisit,
} from '@/lib/account/preferences';
import { listSecurityEvents } from '@/lib/account/security-activity';
import { readHistory } from '@/lib/agent/history';
import { nameConversation } from '@/lib/agent/name';
import { extendSummary, readSummary } from '@/lib/agent/summary';
import { scriptedModel } from '@/lib/agent/test/scripted-model';
import { loadThread } from '@/lib/agent/thread';
import { endAnswer, flushAnswer } from '@/lib/agent/turn/answer-row';
import { beginTurn } from '@/lib/agent/turn/begin';
import { decideApproval } from '@/lib/agent/turn/decide';
import { followRunning } from '@/lib/agent/turn/follow';
import { countAnswer } from '@/lib/agent/turn/limit';
import { beginAnother, beginEdit } from '@/lib/agent/turn/replace';
import { stopAnswer } from '@/lib/agent/turn/stop';
import type { Begun } from '@/lib/agent/turn/store-turn';
import { runToolCall, storePendingCall, storeRefusal } from '@/lib/agent/turn/tool-call';
import { listDevices, signOutDevice, signOutElsewhere } from '@/lib/auth/devices';
import { readEmailChange, refuseEmailChange } from '@/lib/auth/email-change';
import { giveGuessBack, takeGuess } from '@/lib/auth/guesses';
import { confirmEmail, rememberActivity } from '@/lib/auth/hooks';
import {
  findKnownDevice,
  forgetDevices,
  heldDevice,
  rememberDevice,
} from '@/lib/auth/known-devices';
import { endOpenTokens } from '@/lib/auth/open-tokens';
import {
  forgetUnprovenKeys,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from '@/lib/auth/passkeys/list';
import { hasPassword } from '@/lib/auth/prove';
import { markProven } from '@/lib/auth/proven-at';
import { recordSecurityEvent } from '@/lib/auth/security-events';
import { countCode, spendCode } from '@/lib/auth/two-factor/limits';
import { turnOffTwoFactor } from '@/lib/auth/two-factor/manage';
import { createPoll } from '@/lib/changes/poll';
import { readChanges } from '@/lib/changes/read';
import {
  archiveConversation,
  deleteConversation,
  deleteForever,
  emptyTrash,
  getConversation,
  listConversations,
  listKept,
  markRead,
  pageMessages,
  pinConversation,
  purgeOldTrash,
  renameConversation,
  restoreConversation,
} from '@/lib/conversations';
import { chooseVersion } from '@/lib/conversations/choose-version';
import { deletePair, restorePair } from '@/lib/conversations/pairs';
import { findRatings, rateMessage } from '@/lib/conversations/ratings';
import { readConversations, readMessages } from '@/lib/conversations/read-all';
import { findVersions } from '@/lib/conversations/siblings';
import { exportJson, exportMarkdown, importConversations } from '@/lib/conversations/transfer';
import { forgetAddress, forgetTurns, takeTurn } from '@/lib/rate-limit';
import { createScope, type Scope } from '@/lib/scope';
import { search } from '@/lib/search';
import { listLinks, revokeLink, shareConversation } from '@/lib/sharing/links';
import { readShared } from '@/lib/sharing/read';
import { takeSnapshot } from '@/lib/sharing/snapshot';
import { interruptAll, interruptLost } from '@/lib/sweep/answers';
import { forgetChanges } from '@/lib/sweep/changes';
import { forgetSecurityEvents } from '@/lib/sweep/security';
import {
  addTasks,
  changedElsewhere,
  completeTasks,
  deleteTasks,
  editTasks,
  getTask,
  getTasks,
  listTasks,
  reopenTasks,
  rescheduleTasks,
  restoreTasks,
  skipTasks,
  standingChanges,
  takeBack,
  taskHistory,
  undo,
} from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';

/** More rows than any of Ann's screens shows, and far fewer than her longest conversation has. */
const MOST_ROWS = 400;

const now = new Date();
const DAY = 24 * 60 * 60 * 1000;
const clock = testClock({ now });

let database: WatchedDatabase;
let ann: Scope;
let conversationId: string;
let taskId: string;

beforeAll(async () => {
  database = await createWatchedDatabase();
  const [longest] = await rows<{ user_id: string; id: string }>(sql`
    select user_id, conversation_id as id from messages group by 1, 2 order by count(*) desc limit 1`);
  if (!longest) throw new Error('Nobody has said anything.');
  ann = createScope(database.db, longest.user_id);
  conversationId = longest.id;
  const [task] = await rows<{ id: string }>(sql`
    select id from tasks where user_id = ${ann.userId}
      and completed_at is null and deleted_at is null limit 1`);
  taskId = task?.id ?? '';
});
afterAll(() => database.close());

const rows = async <Row extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await database.db.execute<Row>(query)).rows;

/** The newest message of this role that Ann's longest conversation shows. */
async function newest(role: 'user' | 'assistant'): Promise<string> {
  const [row] = await rows<{ id: string }>(sql`
    select id from messages where conversation_id = ${conversationId} and role = ${role}
      and active and deleted_at is null order by created_at desc limit 1`);
  if (!row) throw new Error('Nothing is shown.');
  return row.id;
}

const replacing = (replaces: string) => ({
  conversationId,
  replaces,
  clock,
  takeBack: true,
  model: 'test',
  now: new Date(),
  wait: 0,
});

const click = () => ({ actor: 'user', batchId: uuidv7(), clock }) as const;

/** A turn in Ann's longest conversation; the answer of the turn before must have ended. */
const begin = () =>
  beginTurn(ann, {
    conversationId,
    messageId: uuidv4(),
    text: 'call the dentist',
    model: 'test',
    now: new Date(),
    wait: 0,
  });
const call = ({ answer }: Begun, input: unknown = { tasks: [{ title: 'Call the dentist' }] }) => ({
  answer: answer as Begun['answer'],
  clock,
  toolName: 'add_task' as const,
  callId: uuidv4(),
  input,
  place: { step: 0, contentOffset: 0 },
  content: '',
});
const end = ({ answer }: Begun) =>
  endAnswer(
    ann,
    answer,
    {
      status: 'complete',
      content: 'Done.',
      error: null,
      inputTokens: 1,
      outputTokens: 1,
      steps: 1,
    },
    new Date(),
  );

/** Every way that a person's request takes to the database, by the name of its function. */
const calls: Record<string, () => Promise<unknown>> = {
  // lib/conversations
  getConversation: () => getConversation(ann, conversationId),
  async listConversations() {
    const { next_cursor } = await listConversations(ann, { now, limit: 10 });
    await listConversations(ann, { now, limit: 10, cursor: next_cursor ?? undefined });
  },
  async pageMessages() {
    const { previous_cursor } = await pageMessages(ann, conversationId, { now, limit: 30 });
    const before = previous_cursor ?? '';
    const page = await pageMessages(ann, conversationId, { now, limit: 30, before });
    await pageMessages(ann, conversationId, { now, limit: 30, after: page.next_cursor ?? '' });
    const around = page.messages[0]?.id;
    await pageMessages(ann, conversationId, { now, limit: 30, around });
  },
  renameConversation: () => renameConversation(ann, conversationId, 'Another title'),
  async pinConversation() {
    await pinConversation(ann, conversationId, true, now);
    await pinConversation(ann, conversationId, false, now);
  },
  async archiveConversation() {
    await archiveConversation(ann, conversationId, true, now);
    await archiveConversation(ann, conversationId, false, now);
  },
  markRead: () => markRead(ann, conversationId, now),
  async listKept() {
    for (const place of ['archive', 'trash'] as const) {
      const { next_cursor } = await listKept(ann, place, { limit: 1 });
      await listKept(ann, place, { limit: 1, cursor: next_cursor ?? undefined });
    }
  },
  deleteConversation: () => deleteConversation(ann, conversationId, now),
  restoreConversation: () => restoreConversation(ann, conversationId),

  async rateMessage() {
    const id = await newest('assistant');
    await rateMessage(ann, id, { value: 1, note: 'Good' }, now);
    await rateMessage(ann, id, null, now);
  },
  async findRatings() {
    await findRatings(ann, [await newest('assistant')]);
  },
  async findVersions() {
    const page = await pageMessages(ann, conversationId, { now, limit: 30 });
    await findVersions(ann, page.messages);
  },
  async deletePair() {
    await deletePair(ann, conversationId, await newest('user'), new Date());
  },
  async restorePair() {
    const id = await newest('user');
    await deletePair(ann, conversationId, id, now);
    await restorePair(ann, conversationId, id, new Date());
  },

  // lib/agent
  loadThread: () => loadThread(ann, conversationId, { now, limit: 30 }),
  readHistory: () => readHistory(ann, conversationId, now),
  beginTurn: async () => end(await begin()),
  async beginEdit() {
    const replaces = await newest('user');
    await end(
      await beginEdit(ann, {
        ...replacing(replaces),
        messageId: uuidv4(),
        text: 'call the doctor',
      }),
    );
  },
  async beginAnother() {
    const replaces = await newest('assistant');
    await end(await beginAnother(ann, { ...replacing(replaces), answerId: uuidv7() }));
  },
  readSummary: () => readSummary(ann, conversationId),
  async extendSummary() {
    const seen = await readHistory(ann, conversationId, now);
    await extendSummary(ann, conversationId, { seen, summary: null, now });
    await readSummary(ann, conversationId);
  },
  nameConversation: () =>
    nameConversation(ann, scriptedModel({ text: 'Dentist' }), {
      conversationId,
      question: 'call the dentist',
      answer: 'Added.',
    }),
  countAnswer: () => countAnswer(database.db, ann.userId, now),
  async followRunning() {
    const begun = await begin();
    const stream = await followRunning(ann, conversationId);
    const reader = stream?.getReader();
    await reader?.read();
    await reader?.cancel();
    await end(begun);
  },
  async flushAnswer() {
    const begun = await begin();
    await flushAnswer(ann, begun.answer, 'So far', new Date());
    await end(begun);
  },
  endAnswer: async () => end(await begin()),
  async stopAnswer() {
    await begin();
    await stopAnswer(ann, conversationId, new Date());
  },
  async runToolCall() {
    const begun = await begin();
    await runToolCall(ann, call(begun));
    await end(begun);
  },
  async refuseDoubtful() {
    const begun = await begin();
    await runToolCall(ann, { ...call(begun), isDoubted: true });
    await end(begun);
  },
  async storeRefusal() {
    const begun = await begin();
    await storeRefusal(ann, call(begun), 'No.');
    await end(begun);
  },
  async storePendingCall() {
    const begun = await begin();
    await storePendingCall(ann, call(begun));
    await end(begun);
  },
  async decideApproval() {
    const begun = await begin();
    const { id } = await storePendingCall(ann, call(begun));
    await end(begun);
    const decided = await decideApproval(ann, {
      conversationId,
      approvalId: id,
      approved: false,
      model: 'test',
      now: new Date(),
    });
    await end(decided);
  },

  // lib/tasks
  async listTasks() {
    for (const list of ['today', 'upcoming', 'all', 'done'] as const)
      await listTasks(ann, { list }, clock);
    for (const status of ['open', 'done', 'all', 'deleted'] as const)
      await listTasks(ann, { status, limit: 10 }, clock);
    for (const due of ['today', 'this_week', 'overdue', 'none'] as const)
      await listTasks(ann, { due }, clock);
    await listTasks(ann, { search: 'dentist' }, clock);
    await listTasks(ann, { project: 'Project 3', label: 'label3' }, clock);
    for (const filter of ['overdue high priority #label3', 'done last week', 'repeating'])
      await listTasks(ann, { filter, limit: 10 }, clock);
  },
  getTask: () => getTask(ann, taskId, clock),
  getTasks: () => getTasks(ann, [taskId], clock),
  async addTasks() {
    await addTasks(ann, click(), [{ title: 'Buy milk' }]);
    await addTasks(ann, click(), [{ title: 'Buy milk', project: 'Home', labels: ['errands'] }]);
  },
  editTasks: () => editTasks(ann, click(), [{ id: taskId, title: 'Call the doctor' }]),
  rescheduleTasks: () => rescheduleTasks(ann, click(), [{ id: taskId, due_date: '2026-12-01' }]),
  completeTasks: () => completeTasks(ann, click(), [taskId]),
  async skipTasks() {
    const { tasks } = await addTasks(ann, click(), [
      { title: 'Stretch', recurrence: 'FREQ=DAILY' },
    ]);
    await skipTasks(ann, click(), [tasks[0]?.id ?? '']);
    await completeTasks(ann, click(), [tasks[0]?.id ?? '']);
  },
  reopenTasks: () => reopenTasks(ann, click(), [taskId]),
  deleteTasks: () => deleteTasks(ann, click(), [taskId]),
  restoreTasks: () => restoreTasks(ann, click(), [taskId]),
  async undo() {
    await addTasks(ann, click(), [{ title: 'Buy bread' }]);
    await undo(ann, click());
  },
  async taskHistory() {
    await taskHistory(ann, { limit: 20 });
    await taskHistory(ann, { id: taskId, limit: 20 });
  },
  standingChanges: () => standingChanges(ann, [uuidv7()]),
  takeBack: () => takeBack(ann, clock, [uuidv7()]),
  changedElsewhere: () =>
    changedElsewhere(ann, { conversationId, since: new Date(now.getTime() - DAY), limit: 20 }),

  // lib/sharing
  listLinks: () => listLinks(ann, now, conversationId),
  revokeLink: () => revokeLink(ann, uuidv7(), now),
  readShared: () => readShared(database.db, 'x'.repeat(43), now),

  // lib/account, lib/auth, lib/changes
  getPreferences: () => getPreferences(ann),
  getClock: () => getClock(ann, now),
  savePreferences: () => savePreferences(ann, { theme: 'dark', name: 'Ann' }),
  storeFirstVisit: () => storeFirstVisit(ann, { timeZone: 'Europe/Berlin' }),
  hasPassword: () => hasPassword(database.db, ann.userId),
  markProven: () =>
    markProven(
      database.db,
      {
        user: { id: ann.userId },
        session: { id: uuidv7() },
      },
      now,
    ),
  listSecurityEvents: () => listSecurityEvents(ann, { before: uuidv7() }),
  async rememberDevice() {
    const { token } = await rememberDevice(database.db, ann.userId, null, now);
    await rememberDevice(database.db, ann.userId, token, now);
  },
  findKnownDevice: () =>
    findKnownDevice(
      database.db,
      { url: 'http://localhost', isSet: false },
      'ann@example.com',
      () => 'a token',
    ),
  forgetDevices: () => forgetDevices(database.db, ann.userId, 'a token'),
  async takeGuess() {
    const from = { device: null, address: '192.0.2.1' };
    for (let times = 0; times < 7; times += 1)
      await takeGuess(database.db, 'ann@example.com', from, now);
    await takeGuess(database.db, 'ann@example.com', from, new Date(now.getTime() + 60_000));
  },
  giveGuessBack: () => giveGuessBack(database.db, 'ann@example.com'),
  endOpenTokens: () => endOpenTokens(database.db, ann.userId),
  readEmailChange: () => readEmailChange(database.db, 'a token', now),
  refuseEmailChange: () =>
    refuseEmailChange(database.db, 'a token', now).catch((error: unknown) => error),
  listDevices: () => listDevices(database.db, { userId: ann.userId, sessionId: uuidv7() }, now),
  signOutDevice: () => signOutDevice(database.db, ann.userId, uuidv7()),
  signOutElsewhere: () =>
    signOutElsewhere(database.db, { userId: ann.userId, sessionId: uuidv7() }),
  rememberActivity: () => rememberActivity(database.db, ann.userId),
  confirmEmail: () => confirmEmail(database.db, ann.userId),
  async readChanges() {
    const { cursor } = await readChanges(ann, null);
    await addTasks(ann, click(), [{ title: 'Tell the other tabs' }]);
    await readChanges(ann, cursor);
  },
  async createPoll() {
    const poll = createPoll(database.db);
    await poll([ann.userId]);
    await poll([ann.userId]);
  },
  recordSecurityEvent: () =>
    recordSecurityEvent(
      database.db,
      ann.userId,
      'signed_in',
      { userAgent: null, address: null },
      now,
    ),
  forgetAddress: () => forgetAddress(database.db, 'person7@example.com'),
  heldDevice: () =>
    heldDevice(
      database.db,
      { url: 'https://saydo.test', isSet: true },
      ann.userId,
      () => 'a token',
    ),
  listPasskeys: () => listPasskeys(database.db, ann.userId),
  renamePasskey: () =>
    renamePasskey(database.db, ann.userId, uuidv7(), 'x').catch((error: unknown) => error),
  removePasskey: () =>
    removePasskey(database.db, ann.userId, uuidv7()).catch((error: unknown) => error),
  forgetUnprovenKeys: () => forgetUnprovenKeys(database.db, ann.userId),
  countCode: () => countCode(database.db, ann.userId, null, now),
  spendCode: () => spendCode(database.db, ann.userId, '123456', now),
  turnOffTwoFactor: () => turnOffTwoFactor(database.db, ann.userId),
  forgetTurns: () => forgetTurns(database.db, { id: ann.userId, email: 'person7@example.com' }),
  takeTurn: () => takeTurn(database.db, 'visitor:7', { window: 60, max: 5 }, now),
};

/** Chores of every few seconds or every hour, over everybody's rows. */
const chores: typeof calls = {
  interruptLost: () => interruptLost(database.db, now),
  interruptAll: () => interruptAll(database.db, now),
  forgetChanges: () => forgetChanges(database.db, now),
  forgetSecurityEvents: () => forgetSecurityEvents(database.db, now),
};

/** These go over all of a conversation, or of what a person has. */
const whole: typeof calls = {
  chooseVersion: async () => chooseVersion(ann, conversationId, await newest('user'), new Date()),
  async search() {
    for (const text of ['call', 'call dent', 'denist', '"the call"'])
      for (const limit of [5, 20]) await search(ann, { query: text, limit, patience: 20_000 });
  },
  shareConversation: () =>
    shareConversation(ann, conversationId, { lifetime: 'week', withTasks: true }, now),
  takeSnapshot: () => takeSnapshot(ann, conversationId, { withTasks: false }),
  readConversations: () => drain(readConversations(ann)),
  readMessages: () => drain(readMessages(ann, conversationId, { shown: true })),
  exportMarkdown: () => drain(exportMarkdown(ann, null, 'Europe/Berlin')),
  exportJson: () => drain(exportJson(ann, null, now)),
  async importConversations() {
    const pieces: string[] = [];
    for await (const piece of exportJson(ann, await getConversation(ann, conversationId), now))
      pieces.push(piece);
    await importConversations(ann, new TextEncoder().encode(pieces.join('')), now);
  },
  async deleteForever() {
    const [kept] = (await listKept(ann, 'trash', { limit: 1 })).conversations;
    await deleteForever(ann, kept?.id ?? '');
  },
  emptyTrash: () => emptyTrash(ann, now),
  purgeOldTrash: () => purgeOldTrash(database.db, now),
  exportAccount: () => drain(exportAccount(database.db, ann, now)),
  deleteAccount: () => deleteAccount(database.db, ann.userId),
};

/** Once a day or an hour, over whole tables: an index that every message pays for would save less. */
const DAILY = ['expireApprovals', 'purgeOldPairs', 'forgetUnusedDevices', 'addUpUsage'];

describe.each(Object.entries({ ...calls, ...chores }))('%s, with 55,000 messages', (_, run) => {
  it('finds its rows by an index, and few more than it needs', async () => {
    const plans = await database.plansOf(run);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter(readsTooMuch(MOST_ROWS))).toEqual([]);
  });
});

describe.each(Object.entries(whole))('%s, with 55,000 messages', (_, run) => {
  it('finds its rows by an index', async () => {
    const plans = await database.plansOf(run);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter(readsTooMuch(Number.POSITIVE_INFINITY))).toEqual([]);
  });
});

it('no function that takes a scope or a database escapes', () => {
  const known = [calls, chores, whole].flatMap((group) => Object.keys(group));
  const expected = new Set([...known, ...DAILY, ...ASKS_NOTHING]);
  expect(functionsOverData().filter((name) => !expected.has(name))).toEqual([]);
});

/** A table that is read from end to end, or more rows looked at than a screen could show. */
function readsTooMuch(mostRows: number) {
  return ({ statement, scans }: Plan) =>
    !SHORT_LIVED.test(statement) &&
    scans.some(({ kind, rowsRead }) => kind === 'Seq Scan' || rowsRead > mostRows);
}

/** Once an hour, or once an account; no row there is older than a day. */
const SHORT_LIVED = /^delete from "(rate_limits|verifications)"/;

/** The exported functions of lib, by their names, whose first parameter is a scope or the database. */
function functionsOverData(): string[] {
  const folder = import.meta.dirname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/test/.test(file),
  );
  return files.flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(TAKES_DATA)].map(
      ([, name = '']) => name,
    ),
  );
}

const TAKES_DATA =
  /^export (?:async )?function\*? (\w+)(?:<[^>]*>)?\(\s*(?:scope: Scope|db: Database)\b/gm;
/** These hand the database on, or make a condition of a query, and ask it nothing themselves. */
const ASKS_NOTHING = [
  // They give Better Auth its endpoints.
  'proveWithPasskey',
  'passkeySignUp',
  ...['createScope', 'joinTransaction', 'guardRequests', 'readSession'],
  ...['usedBy', 'isShown', 'isIn', 'isWriting', 'trackRun', 'findRun', 'abortRun'],
  ...['followAnswer', 'startSweeping', 'download'],
  // Its functions are the ones above.
  ...['changeTasks', 'historyRow', 'goOn'],
];

async function drain(pieces: AsyncGenerator<unknown>) {
  let count = 0;
  for await (const _ of pieces) count += 1;
  if (count === 0) throw new Error('Nothing came.');
}
