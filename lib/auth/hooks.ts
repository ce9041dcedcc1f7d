import { and, eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { users } from '@/db/schema';
import { forgetUnprovenKeys } from './passkeys/list';

/** Runs when a session begins and about once an hour while it is used. */
export async function rememberActivity(db: Database, userId: string) {
  await db.update(users).set({ lastActiveAt: new Date() }).where(eq(users.id, userId));
}

/** A reset link reached its reader: the address is theirs, whoever signed up with it. */
export async function confirmEmail(db: Database, userId: string) {
  const confirmed = await db
    .update(users)
    .set({ emailVerified: true })
    .where(and(eq(users.id, userId), eq(users.emailVerified, false)))
    .returning({ id: users.id });
  if (confirmed.length > 0) await forgetUnprovenKeys(db, userId);
}

/** A name as it is stored, also when Google or GitHub gives a blank or an endless one. */
export function tidyName({ name, email }: { name: string; email: string }): string {
  const visible = name
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100);
  return visible || (email.split('@')[0] ?? 'You');
}
