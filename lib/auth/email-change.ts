import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, ne } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { sessions, users, verifications } from '@/db/schema';
import { HttpError, TooManyRequests } from '@/lib/http';
import { logError } from '@/lib/log';
import * as letters from '@/lib/mail/letters';
import { forgetAddress, secretKey, takeTurn } from '@/lib/rate-limit';
import { cookieOf, deviceCookie, forgetDevices } from './known-devices';
import { endOpenTokens } from './open-tokens';
import type { SignedIn } from './session';
import { lettersToOne } from './turns';
import type { Watch, WatchOptions } from './watch';

type Services = WatchOptions & { watch: Watch };

/** How long each of the two letters works, in ms. */
const LETTER_LASTS = 60 * 60 * 1000;

/** Whose turn it is to agree: who reads the address of today, then who reads the new one. */
type Step = 'old' | 'new';
export type EmailChange = { userId: string; step: Step; email: string };

/**
 * Begins to change the address somebody signs in with. A letter to the address of today comes first;
 * nothing changes before both addresses have agreed, and nothing tells whether the new one has an
 * account. Where no mail can be sent, the address changes at once. `email` must have been checked.
 */
export async function askEmailChange(
  services: Services,
  { user, session }: Pick<SignedIn, 'user' | 'session'>,
  email: string,
  headers: Headers,
  now: Date,
): Promise<'asked' | 'changed'> {
  const { db, site, watch, sendMail } = services;
  if (email === user.email) {
    throw new HttpError(400, {
      error: 'This is your address already.',
      try_next: 'Write the new one.',
      field: 'email',
    });
  }
  for (const key of [`email-change:${user.id}`, secretKey('letter', email)]) {
    const turn = await takeTurn(db, key, lettersToOne, now);
    if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
  }
  await watch.note(user.id, 'email_change_asked', headers, now);
  if (!sendMail) {
    await moveAccount(services, { userId: user.id, step: 'new', email }, session.id, headers, now);
    return 'changed';
  }
  await endOpenTokens(db, user.id);
  const token = await makeToken(db, { userId: user.id, step: 'old', email }, now);
  deliver(services, user.email, letters.agreeToLeave(linkOf(site.url, token)));
  return 'asked';
}

/** What the link of a letter asks; null for one that was used, has ended or was never sent. */
export async function readEmailChange(
  db: Database,
  token: string,
  now: Date,
): Promise<EmailChange | null> {
  const [row] = await db
    .select({ value: verifications.value })
    .from(verifications)
    .where(isToken(token, now));
  return row ? parse(row.value) : null;
}

/**
 * The reader of a letter agrees: of the first, then a letter goes to the new address; of the second,
 * then the account moves there. `sessionId` is the reader's own session where they have one in this
 * account; every other one ends. Throws 400 for a link that no longer works.
 */
export async function agreeToEmailChange(
  services: Services,
  token: string,
  sessionOf: (userId: string) => string | null,
  headers: Headers,
  now: Date,
): Promise<EmailChange> {
  const { db, site } = services;
  const asked = await readEmailChange(db, token, now);
  if (asked?.step === 'new') {
    await moveAccount(services, asked, sessionOf(asked.userId), headers, now, token);
    return asked;
  }
  const change = await spendToken(db, token, now);
  const [holder] = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, change.email));
  const next = await makeToken(db, { ...change, step: 'new' }, now);
  const letter = holder ? letters.addressIsTaken() : letters.agreeToCome(linkOf(site.url, next));
  deliver(services, change.email, letter);
  return change;
}

/** The reader of the letter to the address of today did not ask for it: the change has ended. */
export async function refuseEmailChange(db: Database, token: string, now: Date): Promise<void> {
  const { userId } = await spendToken(db, token, now);
  await endOpenTokens(db, userId);
}

async function moveAccount(
  { db, site, watch, sendMail }: Services,
  { userId, email }: EmailChange,
  sessionId: string | null,
  headers: Headers,
  now: Date,
  token?: string,
): Promise<void> {
  const before = await db.transaction(async (tx) => {
    // In here, so that a move that fails leaves the link as it was.
    if (token !== undefined) await spendToken(tx, token, now);
    const [user] = await tx
      .select({ email: users.email })
      .from(users)
      .where(eq(users.id, userId))
      .for('update');
    if (!user) throw linkHasEnded();
    const [holder] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (holder) throw addressHasAccount();
    const emailVerified = sendMail !== undefined;
    await tx
      .update(users)
      .set({ email, emailVerified, updatedAt: now })
      .where(eq(users.id, userId));
    const others = sessionId ? ne(sessions.id, sessionId) : undefined;
    await tx.delete(sessions).where(and(eq(sessions.userId, userId), others));
    // Letters that wait in the old mailbox open nothing any more.
    await endOpenTokens(tx, userId);
    await forgetAddress(tx, user.email);
    return user.email;
  });
  await forgetDevices(db, userId, cookieOf(headers, deviceCookie(site, userId)));
  await watch.note(userId, 'email_changed', headers, now);
  watch.tell(userId, 'email_changed', headers, now, before);
}

async function makeToken(
  db: Database,
  { userId, step, email }: EmailChange,
  now: Date,
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db.insert(verifications).values({
    identifier: identifierOf(token),
    value: `${userId}:${step}:${email}`,
    expiresAt: new Date(now.getTime() + LETTER_LASTS),
  });
  return token;
}

/** Takes the token away: of two who bring it at once, one has it. */
async function spendToken(
  db: Database | Transaction,
  token: string,
  now: Date,
): Promise<EmailChange> {
  const [row] = await db
    .delete(verifications)
    .where(isToken(token, now))
    .returning({ value: verifications.value });
  const change = row && parse(row.value);
  if (!change) throw linkHasEnded();
  return change;
}

function isToken(token: string, now: Date) {
  return and(eq(verifications.identifier, identifierOf(token)), gt(verifications.expiresAt, now));
}

function identifierOf(token: string): string {
  return createHash('sha256').update(`email-change:${token}`).digest('hex');
}

function parse(value: string): EmailChange | null {
  const [, userId, step, email] = /^([\da-f-]{36}):(old|new):(.+)$/.exec(value) ?? [];
  if (!userId || !email || (step !== 'old' && step !== 'new')) return null;
  return { userId, step, email };
}

function linkOf(siteUrl: string, token: string): string {
  return `${siteUrl}/change-email?token=${token}`;
}

/** After the answer, whose length must tell nothing. */
function deliver({ sendMail, defer }: Services, to: string, letter: letters.Letter): void {
  const sent = sendMail?.(to, letter) ?? Promise.resolve();
  defer(sent.catch((error: unknown) => logError('A letter could not be sent', error)));
}

function linkHasEnded() {
  return new HttpError(400, {
    error: 'This link was used already, or its hour is over.',
    try_next: 'Ask for the change again in the settings. Nothing was changed.',
  });
}

function addressHasAccount() {
  return new HttpError(422, {
    error: 'This address already has an account.',
    try_next: 'Use another address. Nothing was changed.',
    field: 'email',
  });
}
