import { randomInt } from 'node:crypto';
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { twoFactors, users } from '@/db/schema';
import { HttpError, TooManyRequests } from '@/lib/http';
import { takeTurn } from '@/lib/rate-limit';
import type { Auth } from '../create';
import { spendCode } from './limits';
import { isCode } from './totp';

/** An authenticator's secret and its backup codes stand encrypted, as Better Auth's plugin reads them. */
type Keeper = { auth: Auth; db: Database };

export const BACKUP_CODES = 10;

/** Whether a code is asked for when they sign in, and how many backup codes are left. */
export async function readTwoFactor({ auth, db }: Keeper, userId: string) {
  const [row] = await db.select().from(twoFactors).where(eq(twoFactors.userId, userId));
  if (!row?.verified) return { isOn: false, codesLeft: 0 };
  const codes: unknown = JSON.parse(await open(auth, row.backupCodes));
  return { isOn: true, codesLeft: Array.isArray(codes) ? codes.length : 0 };
}

/** Makes a secret for an authenticator; it counts from the moment that a code has shown it works. */
export async function beginAuthenticator({ auth, db }: Keeper, userId: string): Promise<string> {
  const secret = generateRandomString(32);
  const values = { secret: await seal(auth, secret), backupCodes: await seal(auth, '[]') };
  const [row] = await db
    .insert(twoFactors)
    .values({ userId, ...values, verified: false })
    .onConflictDoUpdate({
      target: twoFactors.userId,
      set: values,
      setWhere: eq(twoFactors.verified, false),
    })
    .returning({ id: twoFactors.id });
  if (!row) throw alreadyOn();
  return secret;
}

/** The secret that was begun and waits for its first code. Throws where there is none. */
export async function readBegun({ auth, db }: Keeper, userId: string): Promise<string> {
  const [row] = await db.select().from(twoFactors).where(eq(twoFactors.userId, userId));
  if (row?.verified) throw alreadyOn();
  if (!row) {
    throw new HttpError(409, {
      error: 'There is no key to confirm.',
      try_next: 'Begin again with a new key.',
    });
  }
  return open(auth, row.secret);
}

/** Turns the second step on with a first code. Returns the backup codes, which are shown once. */
export async function confirmAuthenticator(
  { auth, db }: Keeper,
  userId: string,
  code: string,
  now: Date,
): Promise<string[]> {
  const turn = await takeTurn(db, `authenticator:${userId}`, { window: 900, max: 10 }, now);
  if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
  const secret = await readBegun({ auth, db }, userId);
  if (!isCode(secret, code, now)) {
    throw new HttpError(400, {
      error: 'That is not the code of this key.',
      try_next: 'Write the six digits that your authenticator shows now.',
      field: 'code',
    });
  }
  await spendCode(db, userId, code, now);
  const codes = newBackupCodes();
  const backupCodes = await seal(auth, JSON.stringify(codes));
  await db.transaction(async (tx) => {
    const turnedOn = await tx
      .update(twoFactors)
      .set({ verified: true, backupCodes })
      .where(and(eq(twoFactors.userId, userId), eq(twoFactors.verified, false)))
      .returning({ id: twoFactors.id });
    if (turnedOn.length === 0) throw alreadyOn();
    await tx.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, userId));
  });
  return codes;
}

/** Turns the second step off; its key and codes are gone. */
export async function turnOffTwoFactor(db: Database, userId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId));
    await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
  });
}

/** Ten new backup codes, which are shown once; the old ones open nothing any more. */
export async function makeBackupCodes({ auth, db }: Keeper, userId: string): Promise<string[]> {
  const codes = newBackupCodes();
  const made = await db
    .update(twoFactors)
    .set({ backupCodes: await seal(auth, JSON.stringify(codes)) })
    .where(and(eq(twoFactors.userId, userId), eq(twoFactors.verified, true)))
    .returning({ id: twoFactors.id });
  if (made.length === 0) {
    throw new HttpError(409, {
      error: 'Codes are not turned on, so there are no backup codes.',
      try_next: 'Turn on codes from an authenticator first.',
    });
  }
  return codes;
}

/** Letters and digits that can't be taken for one another: 49 bits a code. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

function newBackupCodes(): string[] {
  const letters = () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: BACKUP_CODES }, () => `${letters()}-${letters()}`);
}

function alreadyOn() {
  return new HttpError(409, {
    error: 'Codes from an authenticator are on already.',
    try_next: 'Turn them off first to use another authenticator.',
  });
}

async function seal(auth: Auth, data: string): Promise<string> {
  return symmetricEncrypt({ key: (await auth.$context).secretConfig, data });
}

async function open(auth: Auth, data: string): Promise<string> {
  return symmetricDecrypt({ key: (await auth.$context).secretConfig, data });
}
