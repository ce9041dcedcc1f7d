import { eq } from 'drizzle-orm';
import { v4 as uuidv4 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, knownDevices, messages, securityEvents, userChanges } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { startSweeping } from '.';
import { interruptAll, interruptLost } from './answers';
import { forgetChanges } from './changes';
import { forgetSecurityEvents, forgetUnusedDevices } from './security';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

const now = new Date('2026-11-22T09:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const ago = (ms: number) => new Date(now.getTime() - ms);

/** An answer that is being written, last heard of at `heartbeatAt`. */
async function storeRunning(scope: Scope, heartbeatAt: Date) {
  const own = { userId: scope.userId, conversationId: uuidv4() };
  const question = uuidv4();
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({ userId: scope.userId, id: own.conversationId });
    await tx.insert(messages).values([
      { ...own, id: question, role: 'user', status: 'complete', content: 'add rope' },
      {
        ...own,
        parentId: question,
        role: 'assistant',
        status: 'streaming',
        content: 'I was about',
        heartbeatAt,
      },
    ]);
  });
}

async function answerOf(scope: Scope) {
  const rows = await scope.run((tx) =>
    tx.select().from(messages).where(eq(messages.userId, scope.userId)),
  );
  return rows.find(({ role }) => role === 'assistant');
}

describe('an answer whose process is gone', () => {
  it('becomes interrupted with what it had, whoever it belongs to; one that is heard of goes on', async () => {
    await storeRunning(ann, ago(21_000));
    await storeRunning(bob, ago(5_000));
    await interruptLost(test.db, now);
    expect(await answerOf(ann)).toMatchObject({
      status: 'interrupted',
      content: 'I was about',
      finishedAt: now,
    });
    expect(await answerOf(bob)).toMatchObject({ status: 'streaming' });
    await interruptAll(test.db, now);
    expect(await answerOf(bob)).toMatchObject({ status: 'interrupted', content: 'I was about' });
  });

  it('is found by the server as it starts', async () => {
    await storeRunning(ann, new Date(Date.now() - 60_000));
    const stop = startSweeping(test.db);
    await expect.poll(async () => (await answerOf(ann))?.status).toBe('interrupted');
    stop();
  });
});

describe('what tabs are told', () => {
  it('is forgotten after a day', async () => {
    await test.db.delete(userChanges);
    const change = { userId: ann.userId, topic: 'tasks', subjectId: uuidv4() } as const;
    await test.db.insert(userChanges).values([
      { ...change, transactionId: 1n, createdAt: ago(DAY + 1) },
      { ...change, transactionId: 2n, createdAt: ago(DAY - 60_000) },
    ]);
    await forgetChanges(test.db, now);
    const left = await test.db.select().from(userChanges);
    expect(left.map(({ transactionId }) => transactionId)).toEqual([2n]);
  });
});

describe('what is a year old', () => {
  it('is forgotten of security activity and of devices, whoever they belong to', async () => {
    const year = 366 * DAY;
    for (const { userId } of [ann, bob]) {
      const event = { userId, kind: 'signed_in', device: 'Firefox on Linux' } as const;
      await test.db.insert(securityEvents).values([
        { ...event, createdAt: ago(year) },
        { ...event, createdAt: ago(300 * DAY) },
      ]);
      await test.db.insert(knownDevices).values([
        { userId, tokenHash: 'old', lastSeenAt: ago(year) },
        { userId, tokenHash: 'new', lastSeenAt: ago(300 * DAY) },
      ]);
    }
    await forgetSecurityEvents(test.db, now);
    await forgetUnusedDevices(test.db, now);
    for (const { userId } of [ann, bob]) {
      expect(await test.db.$count(securityEvents, eq(securityEvents.userId, userId))).toBe(1);
      const known = await test.db
        .select()
        .from(knownDevices)
        .where(eq(knownDevices.userId, userId));
      expect(known.map(({ tokenHash }) => tokenHash)).toEqual(['new']);
    }
  });
});
