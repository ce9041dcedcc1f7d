import { eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { usageLedger } from '@/db/schema';
import { type Value, writeOnce } from '@/db/write-once';
import { env } from './env';
import { HttpError } from './http';
import type { Scope } from './scope';

/** How much of each there is, may be, or is to come. Tasks in the trash count by their bytes alone. */
export type Amount = { conversations: number; messages: number; tasks: number; bytes: number };

/** What an account may hold, as the environment says. */
export const quota: Amount = {
  conversations: env.QUOTA_CONVERSATIONS,
  messages: env.QUOTA_MESSAGES,
  tasks: env.QUOTA_TASKS,
  bytes: env.QUOTA_MEGABYTES * 1024 * 1024,
};

/** 409: the account is full. */
export class QuotaReached extends HttpError {
  override name = 'QuotaReached';
}

/**
 * Throws `QuotaReached` unless what is to come still fits. What other transactions are adding at
 * this moment is not counted: so much may come over it (decision 0037).
 */
export async function requireRoom(
  tx: Transaction,
  scope: Scope,
  wanted: Partial<Amount>,
): Promise<void> {
  const [row] = await readUsage(tx, { userId: scope.userId });
  requireFit(row?.used, wanted);
}

/** The same after an earlier answer of `usedBy`. */
export function requireFit(used: number[] | undefined, wanted: Partial<Amount>): void {
  if (!used) throw new Error('Nobody was asked how much there is.');
  for (const [place, kind] of kinds.entries()) {
    const more = wanted[kind] ?? 0;
    if (more > 0 && (used[place] ?? 0) + more > quota[kind]) throw isFull(kind);
  }
}

/** What the person has of each of the kinds, in their order, for a query that asks something else too. */
export function usedBy(db: Database, value: Value<{ userId: string }>) {
  const { conversations, messages, tasks, bytes } = usageLedger;
  const sums = sql.join(
    [conversations, messages, tasks, bytes].map(
      (column) => sql`coalesce(sum(${column}), 0)::float8`,
    ),
    sql`, `,
  );
  const all = db
    .select({ sums: sql`json_build_array(${sums})` })
    .from(usageLedger)
    .where(eq(usageLedger.userId, value('userId')));
  return sql<number[]>`(${all})`;
}

const kinds = ['conversations', 'messages', 'tasks', 'bytes'] as const satisfies (keyof Amount)[];

const readUsage = writeOnce<{ userId: string }>()((db, value) =>
  db.select({ used: usedBy(db, value) }).from(sql`(values (1)) as once`),
);

function isFull(kind: keyof Amount): QuotaReached {
  const most = quota[kind].toLocaleString('en');
  const trash = 'What is in the trash counts until it is deleted for ever.';
  switch (kind) {
    case 'conversations':
    case 'messages':
      return new QuotaReached(409, {
        error: `Your account is full: ${most} ${kind} fit. Nothing was lost.`,
        try_next: `Delete conversations that you no longer need. ${trash}`,
      });
    case 'tasks':
      return new QuotaReached(409, {
        error: `Your account is full: ${most} tasks fit, done ones too. Nothing was lost.`,
        try_next: 'Delete tasks that you no longer need, then try again.',
      });
    case 'bytes':
      return new QuotaReached(409, {
        error: `Your account is full: ${env.QUOTA_MEGABYTES.toLocaleString('en')} MB fit. Nothing was lost.`,
        try_next: `Delete conversations and shared links that you no longer need. ${trash}`,
      });
  }
}
