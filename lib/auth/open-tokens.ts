import { eq, like, or } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { verifications } from '@/db/schema';

/**
 * Ends every link and code that still waits for the user: letters for a new password or another
 * address, sign-ins between password and code, browsers that are spared the code.
 */
export async function endOpenTokens(db: Database | Transaction, userId: string): Promise<void> {
  await db
    .delete(verifications)
    .where(or(eq(verifications.value, userId), like(verifications.value, `${userId}:%`)));
}
