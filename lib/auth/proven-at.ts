import { and, eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { sessions } from '@/db/schema';

/** Remembers that the person has proved who they are in this session, by whichever way. */
export async function markProven(
  db: Database,
  { user, session }: { user: { id: string }; session: { id: string } },
  now: Date,
): Promise<void> {
  await db
    .update(sessions)
    .set({ provenAt: now })
    .where(and(eq(sessions.userId, user.id), eq(sessions.id, session.id)));
}
