import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  conversationMetadata,
  conversations,
  knownDevices,
  labels,
  messageRatings,
  messages,
  passkeys,
  projects,
  securityEvents,
  sharedSnapshots,
  taskLabels,
  tasks,
  taskUpdates,
  toolCalls,
  twoFactors,
} from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { createMailbox, createTestAuth, Visitor } from '@/lib/auth/test/visitor';
import type { Scope } from '@/lib/scope';
import { confirmDeletion, deleteAccount } from './delete';
import { deletionWords } from './deletion-words';
import { exportAccount, ownedTables, toStream } from './export';
import { savePreferences } from './preferences';

let test: TestDatabase;
let ada: Visitor;
let bob: Visitor;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  const saydo = createTestAuth(test.db);
  [ada, bob] = [new Visitor(saydo), new Visitor(saydo)];
  await ada.signUp(`ada-${uuidv7()}@example.com`, 'Ada');
  await bob.signUp(`bob-${uuidv7()}@example.com`, 'Bob');
});

async function signedIn(visitor: Visitor) {
  const session = await visitor.session();
  if (!session) throw new Error('The visitor is not signed in.');
  return session;
}

/** A row in every table that belongs to a user, each with `word` where there is text. */
async function fill(scope: Scope, word: string) {
  const { userId } = scope;
  const [task, conversation, message, call] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await savePreferences(scope, { weekStart: 0 });
  await fillAuth(userId, word);
  await scope.run(async (tx) => {
    const [project, label] = [uuidv7(), uuidv7()];
    await tx.insert(projects).values({ userId, id: project, name: word });
    await tx.insert(labels).values({ userId, id: label, name: word });
    await tx
      .insert(tasks)
      .values({ userId, id: task, title: word, position: 1, projectId: project });
    await tx.insert(taskLabels).values({ userId, taskId: task, labelId: label });
    await tx.insert(conversations).values({ userId, id: conversation, title: word });
    await tx.insert(conversationMetadata).values({ userId, conversationId: conversation });
    await tx.insert(messages).values({
      userId,
      id: message,
      conversationId: conversation,
      role: 'assistant',
      status: 'complete',
      content: word,
    });
    await tx.insert(toolCalls).values({
      userId,
      id: call,
      messageId: message,
      callId: 'call-1',
      step: 0,
      contentOffset: 0,
      toolName: 'add_task',
      input: { title: word },
      state: 'succeeded',
    });
    await tx.insert(taskUpdates).values({
      userId,
      taskId: task,
      conversationId: conversation,
      messageId: message,
      toolCallId: call,
      actor: 'assistant',
      updateType: 'added',
      content: word,
      changes: {},
      batchId: uuidv7(),
    });
    await tx.insert(messageRatings).values({ userId, messageId: message, rating: 1, note: word });
    await tx.insert(sharedSnapshots).values({
      userId,
      conversationId: conversation,
      tokenHash: uuidv7(),
      title: word,
      content: [],
      withTasks: false,
    });
  });
}

/** What signs them in, and what happened to the account: rows that only the database's owner writes. */
async function fillAuth(userId: string, word: string) {
  await test.db
    .insert(twoFactors)
    .values({ userId, secret: `the secret of ${word}`, backupCodes: `the codes of ${word}` });
  await test.db.insert(passkeys).values({
    userId,
    name: word,
    publicKey: `the key of ${word}`,
    credentialID: uuidv7(),
    counter: 0,
    deviceType: 'singleDevice',
    backedUp: false,
  });
  await test.db.insert(knownDevices).values({ userId, tokenHash: `the cookie of ${word}` });
  await test.db
    .insert(securityEvents)
    .values({ userId, kind: 'link_made', device: word, address: '10.0.0.1' });
}

/** How many rows each table with a `user_id` holds for the user, as the database's owner sees it. */
async function countRows(userId: string): Promise<Record<string, number>> {
  const { rows } = await test.db.execute(
    sql`select table_name from information_schema.columns
        where table_schema = 'public' and column_name = 'user_id' order by table_name`,
  );
  const counts: Record<string, number> = {};
  for (const { table_name: name } of rows as { table_name: string }[]) {
    const found = await test.db.execute(
      sql`select count(*)::int as n from ${sql.identifier(name)} where user_id = ${userId}`,
    );
    counts[name] = (found.rows[0] as { n: number }).n;
  }
  return counts;
}

async function exportOf(scope: Scope) {
  const text = await new Response(toStream(exportAccount(test.db, scope, new Date()))).text();
  return { text, data: JSON.parse(text) };
}

describe('deleting an account', () => {
  it('removes every row of that person in every table, and none of anybody else', async () => {
    const [{ scope: adas }, { scope: bobs }] = [await signedIn(ada), await signedIn(bob)];
    await fill(adas, 'apple');
    await fill(bobs, 'banana');
    const before = await countRows(adas.userId);
    const bobsBefore = await countRows(bobs.userId);
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(9);
    for (const [table, rows] of Object.entries(before))
      expect([table, rows > 0]).toEqual([table, true]);

    await deleteAccount(test.db, adas.userId);

    expect(Object.values(await countRows(adas.userId)).every((rows) => rows === 0)).toBe(true);
    expect(await countRows(bobs.userId)).toEqual(bobsBefore);
    expect(await ada.session()).toBeNull();
    expect((await signedIn(bob)).user.name).toBe('Bob');
  });

  it('takes the links with it that wait in a mailbox', async () => {
    const mailbox = createMailbox();
    const saydo = createTestAuth(test.db, { sendMail: mailbox.sendMail });
    const { user } = await signedIn(ada);
    await new Visitor(saydo).post('/request-password-reset', { email: user.email });
    await saydo.settled();
    const count = async () => {
      const { rows } = await test.db.execute(
        sql`select count(*)::int as n from verifications where value = ${user.id}`,
      );
      return (rows[0] as { n: number }).n;
    };
    expect(await count()).toBe(1);
    await deleteAccount(test.db, user.id);
    expect(await count()).toBe(0);
  });

  it('needs the words, and a proof of who it is within a quarter of an hour', async () => {
    const { session } = await signedIn(ada);
    const words = ` ${deletionWords.toUpperCase()} `;
    const later = (minutes: number) => new Date(session.provenAt.getTime() + minutes * 60_000);
    const confirm = (typed: string, minutes: number) => () =>
      confirmDeletion({ session }, { words: typed }, later(minutes));
    expect(confirm('yes', 1)).toThrow(expect.objectContaining({ status: 400 }));
    expect(confirm(words, 15)).not.toThrow();
    expect(confirm(words, 16)).toThrow(
      expect.objectContaining({ body: expect.objectContaining({ code: 'proof_needed' }) }),
    );
  });
});

describe('exporting an account', () => {
  it('gives a person everything of theirs and nothing of anybody else', async () => {
    const [{ scope: adas, user }, { scope: bobs }] = [await signedIn(ada), await signedIn(bob)];
    await fill(adas, 'apple');
    await fill(bobs, 'banana');
    const { text, data } = await exportOf(adas);

    expect(data.account).toMatchObject({ name: 'Ada', email: user.email });
    expect(data.account.devices).toHaveLength(1);
    expect(data.account.signInMethods).toMatchObject([{ provider: 'credential' }]);
    for (const table of await exportedTables()) {
      // What happened to an account is more than this test wrote of it.
      const rows = table === 'security_events' ? expect.any(Number) : 1;
      expect([table, data[table]?.length]).toEqual([table, rows]);
    }
    expect(data.security_events).toContainEqual(
      expect.objectContaining({ kind: 'link_made', device: 'apple', address: '10.0.0.1' }),
    );
    expect(data.account.passkeys).toMatchObject([{ name: 'apple' }]);
    expect(data.account.knownDevices.length).toBeGreaterThan(0);
    expect(data.tasks[0].title).toBe('apple');
    expect(data.user_preferences).toMatchObject([
      { nextWeekday: 'nearest', dateOrder: 'mdy', dateOrderChosen: false },
    ]);
    expect(text).not.toContain('banana');
    expect(text).not.toContain(bobs.userId);
  });

  it('holds nothing that opens the account', async () => {
    const { scope } = await signedIn(ada);
    const { text } = await exportOf(scope);
    const { rows } = await test.db.execute(
      sql`select s.token, a.password from sessions s join accounts a using (user_id)
          where user_id = ${scope.userId}`,
    );
    const [secrets] = rows as { token: string; password: string }[];
    expect(secrets?.token.length).toBeGreaterThan(20);
    expect(text).not.toContain(secrets?.token);
    expect(text).not.toContain(secrets?.password);
    await fill(scope, 'apple');
    const filled = await exportOf(scope);
    for (const secret of ['the secret of', 'the codes of', 'the key of', 'the cookie of'])
      expect(filled.text).not.toContain(secret);
  });

  it('comes whole when there is more than a page of it', async () => {
    const { scope } = await signedIn(ada);
    const { userId } = scope;
    await scope.run(async (tx) => {
      const rows = Array.from({ length: 1203 }, (_, n) => ({
        userId,
        title: `Task ${n}`,
        position: n,
      }));
      await tx.insert(tasks).values(rows);
    });
    const { data } = await exportOf(scope);
    expect(data.tasks).toHaveLength(1203);
    expect(new Set(data.tasks.map((task: { id: string }) => task.id)).size).toBe(1203);
  });

  it('has every version of a message and what was taken out, also where another is shown', async () => {
    const { scope } = await signedIn(ada);
    const { userId } = scope;
    const conversationId = uuidv7();
    const said = { userId, conversationId, role: 'user', status: 'complete' } as const;
    await scope.run(async (tx) => {
      await tx.insert(conversations).values({ userId, id: conversationId });
      await tx.insert(messages).values([
        { ...said, content: 'the old version', active: false },
        { ...said, content: 'the new version' },
        { ...said, content: 'taken out', active: false, deletedAt: new Date() },
      ]);
    });
    const { data } = await exportOf(scope);
    expect(data.messages.map(({ content }: { content: string }) => content).sort()).toEqual([
      'taken out',
      'the new version',
      'the old version',
    ]);
  });

  it('has every table of the schema that belongs to a person', async () => {
    expect(ownedTables()).toHaveLength((await exportedTables()).length);
  });

  /**
   * What signs somebody in holds secrets, and is told in the account without them; what tells tabs to
   * read again says nothing of its own.
   */
  const toldOtherwise = new Set([
    'accounts',
    'sessions',
    'two_factors',
    'passkeys',
    'known_devices',
    'user_changes',
  ]);
  const exportedTables = async () =>
    Object.keys(await countRows(uuidv7())).filter((name) => !toldOtherwise.has(name));
});
