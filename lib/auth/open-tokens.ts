import { eq, like, or } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { verifications } from '@/db/schema';

/**
 * Ends every link and code that still waits for the user: letters for a new password or another
 * address, sign-ins between password and code, challenges of passkeys.
 */
export async function endOpenTokens(db: Database | Transaction, userId: string): Promise<void> {
  const { value } = verifications;
  await db.delete(verifications).where(
    or(
      eq(value, userId),
      like(value, `${userId}:%`),
      // A passkey's challenge names its person inside JSON.
      like(value, `%"${userId}"%`),
    ),
  );
}
