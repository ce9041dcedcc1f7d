import { lt } from 'drizzle-orm';
import type { Database } from '@/db';
import { userChanges } from '@/db/schema';

/** How long a tab may sleep and still catch up change by change, in ms. */
const KEPT_FOR = 24 * 60 * 60 * 1000;

/** Forgets what changed before any tab that still catches up went to sleep. */
export async function forgetChanges(db: Database, now: Date): Promise<void> {
  await db.delete(userChanges).where(lt(userChanges.createdAt, new Date(now.getTime() - KEPT_FOR)));
}
