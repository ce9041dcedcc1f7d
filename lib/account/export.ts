import { and, asc, eq, getTableColumns, gt, is } from 'drizzle-orm';
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '@/db';
import * as schema from '@/db/schema';
import { listPasskeys } from '@/lib/auth/passkeys/list';
import type { Scope } from '@/lib/scope';

const PAGE = 500;

/**
 * Everything Saydo keeps about the user, as pieces of one JSON object: a list of rows by table
 * name. Without what opens the account: password, session tokens, tokens of Google and GitHub.
 */
export async function* exportAccount(
  db: Database,
  scope: Scope,
  now: Date,
): AsyncGenerator<string> {
  yield `{"exported_at":${JSON.stringify(now)}`;
  yield `,"account":${JSON.stringify(await readAccount(db, scope.userId))}`;
  for (const table of ownedTables()) {
    yield `,${JSON.stringify(getTableConfig(table).name)}:[`;
    let separator = '';
    for await (const row of rowsOf(scope, table)) {
      yield separator + JSON.stringify(row);
      separator = ',';
    }
    yield ']';
  }
  yield '}\n';
}

/** The pieces as the body of an answer, made as fast as the reader takes them. */
export function toStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/**
 * Tables whose rows belong to a user and hold no secret: later tables come by themselves. Of what
 * signs them in the account says that it is there, and since when. What tells their tabs to read
 * again says nothing of its own.
 */
export function ownedTables(): PgTable[] {
  const { sessions, accounts, twoFactors, passkeys, knownDevices, userChanges } = schema;
  const apart: PgTable[] = [sessions, accounts, twoFactors, passkeys, knownDevices, userChanges];
  return Object.values(schema)
    .filter((value) => is(value, PgTable))
    .filter((table) => 'userId' in getTableColumns(table))
    .filter((table) => !apart.includes(table));
}

async function readAccount(db: Database, userId: string) {
  const { users, sessions, accounts, knownDevices } = schema;
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  const devices = await db
    .select({
      createdAt: sessions.createdAt,
      updatedAt: sessions.updatedAt,
      ipAddress: sessions.ipAddress,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(eq(sessions.userId, userId));
  const signInMethods = await db
    .select({ provider: accounts.providerId, createdAt: accounts.createdAt })
    .from(accounts)
    .where(eq(accounts.userId, userId));
  const keys = (await listPasskeys(db, userId)).map(({ name, createdAt }) => ({ name, createdAt }));
  const browsers = await db
    .select({ createdAt: knownDevices.createdAt, lastSeenAt: knownDevices.lastSeenAt })
    .from(knownDevices)
    .where(eq(knownDevices.userId, userId));
  return { ...user, devices, signInMethods, passkeys: keys, knownDevices: browsers };
}

/** A table's rows in pages by key, so that no transaction waits for a slow download. */
async function* rowsOf(scope: Scope, table: PgTable) {
  const { userId, ...columns } = getTableColumns(table);
  const key = secondKeyColumn(table, columns);
  let last: unknown;
  for (;;) {
    const after = key && last !== undefined ? gt(key, last) : undefined;
    const rows = await scope.run((tx) =>
      tx
        .select(columns)
        .from(table)
        .where(and(userId && eq(userId, scope.userId), after))
        .orderBy(...(key ? [asc(key)] : []))
        .limit(PAGE),
    );
    yield* rows;
    if (!key || rows.length < PAGE) return;
    last = rows.at(-1)?.[propertyOf(columns, key)];
  }
}

/** What tells one user's rows apart: the primary key is (user_id, this), or user_id alone. */
function secondKeyColumn(table: PgTable, columns: Record<string, PgColumn>): PgColumn | undefined {
  const [primaryKey] = getTableConfig(table).primaryKeys;
  const name = primaryKey?.columns[1]?.name;
  return Object.values(columns).find((column) => column.name === name);
}

function propertyOf(columns: Record<string, PgColumn>, column: PgColumn): string {
  return Object.keys(columns).find((property) => columns[property] === column) ?? column.name;
}
