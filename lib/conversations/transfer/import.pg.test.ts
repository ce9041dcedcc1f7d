import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversations, messages } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { importFile, longFile } from './test/files';

const MESSAGES = 3000;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('A long conversation reads each message once, also on a connection that knew an empty table', async () => {
  const ann = createScope(test.db, (await createUser(test.db)).id);
  const bob = createScope(test.db, (await createUser(test.db)).id);
  // As a server's connections after its first answers: they keep the plan of the sixth lookup.
  for (let look = 0; look < 4; look += 1) await talk(ann, 10);

  const read = () => seqTuplesRead();
  const before = await read();
  const { imported } = await importFile(bob, longFile(MESSAGES));
  expect(imported).toHaveLength(1);
  expect((await read()) - before).toBeLessThan(MESSAGES * 10);
});

/** A conversation in which each message follows the one before, one statement for each. */
async function talk({ userId, run }: Scope, length: number) {
  await run(async (tx) => {
    const id = uuidv7();
    await tx.insert(conversations).values({ userId, id, title: 'Talk' });
    let parentId: string | null = null;
    for (let place = 0; place < length; place += 1) {
      const messageId = uuidv7();
      const row = { userId, conversationId: id, id: messageId, parentId, content: 'word' };
      await tx.insert(messages).values({ ...row, role: 'user', status: 'complete' });
      parentId = messageId;
    }
  });
}

/** Rows of messages that were read without an index, as Postgres counts them for each database. */
async function seqTuplesRead(): Promise<number> {
  await test.db.execute(sql`select pg_stat_force_next_flush()`);
  const { rows } = await test.db.execute(
    sql`select seq_tup_read as read from pg_stat_user_tables where relname = 'messages'`,
  );
  return Number(rows[0]?.read);
}
