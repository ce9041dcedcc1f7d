import { APIError } from 'better-auth/api';
import { eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { users } from '@/db/schema';

/** No session begins for a suspended person, whichever way they come in; they are told why. */
export async function refuseSuspended(db: Database, userId: string): Promise<void> {
  const [user] = await db.select({ status: users.status }).from(users).where(eq(users.id, userId));
  if (user?.status !== 'suspended') return;
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_SUSPENDED', message: 'Suspended' });
}
