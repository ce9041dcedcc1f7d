import { sql } from 'drizzle-orm';
import type { Database } from '@/db';

/**
 * Adds up the ledger of everybody who has several rows in it. Who reads it meanwhile sees the rows
 * before or their sum after, never both; what a second sweep finds gone it adds nowhere.
 */
export async function addUpUsage(db: Database): Promise<void> {
  await db.execute(sql`
    with gone as (
      delete from usage_ledger where transaction_id <> 0
      returning user_id, conversations, messages, tasks, bytes
    )
    insert into usage_ledger as known (user_id, transaction_id, conversations, messages, tasks, bytes)
    select user_id, 0, sum(conversations), sum(messages), sum(tasks), sum(bytes)
    from gone group by user_id
    on conflict (user_id, transaction_id) do update set
      conversations = known.conversations + excluded.conversations,
      messages = known.messages + excluded.messages,
      tasks = known.tasks + excluded.tasks,
      bytes = known.bytes + excluded.bytes`);
}
