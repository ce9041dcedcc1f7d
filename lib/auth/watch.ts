import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Database } from '@/db';
import { securityEvents, users } from '@/db/schema';
import { leastIdAt } from '@/lib/ids';
import { logError } from '@/lib/log';
import type { SendMail } from '@/lib/mail';
import { placeOf, recordSecurityEvent, type SecurityEventKind } from './security-events';
import type { Site } from './site';
import { type SecurityChange, tellSecurityChange } from './tell';

export type WatchOptions = {
  db: Database;
  site: Site;
  /** The header in which the proxy in front tells the client's address. */
  addressHeader?: string | undefined;
  /** Absent where no mail server is set: then nobody is told by letter. */
  sendMail?: SendMail | undefined;
  /** Lets work go on after the answer, so that its length tells nothing. */
  defer: (work: Promise<unknown>) => void;
};

/** How many wrong passwords or codes of one person are written down in an hour. */
const MOST_FAILURES = 50;

/**
 * Keeps the account's security activity, and tells people by letter what they would want to hear of.
 * What happened can't be taken back: a failure to write it down or to tell it goes to the log, and
 * not to the person, who would do it again.
 */
export function createWatch(options: WatchOptions) {
  const { db, addressHeader, defer } = options;

  async function note(userId: string, kind: SecurityEventKind, headers: Headers, now: Date) {
    try {
      const isFailure = kind === 'sign_in_failed' || kind === 'two_factor_failed';
      if (isFailure && (await countFailures(db, userId, now)) >= MOST_FAILURES) return;
      await recordSecurityEvent(db, userId, kind, placeOf(headers, addressHeader), now);
    } catch (error) {
      logError(`A security event (${kind}) could not be written`, error);
    }
  }

  return {
    /** Writes down what has happened. */
    note,

    /**
     * Writes down a wrong password for whoever has this address, if anybody has; after the answer,
     * whose length must not tell.
     */
    noteFailure(email: string, headers: Headers, now: Date) {
      defer(
        findUserByEmail(db, email).then(
          (user) => user && note(user.id, 'sign_in_failed', headers, now),
          (error: unknown) => logError('A failed sign-in could not be written down', error),
        ),
      );
    },

    /**
     * Sends a letter about what has changed, where mail can be sent; after the answer. `to` is for
     * an address that was theirs until now.
     */
    tell(userId: string, change: SecurityChange, headers: Headers, now: Date, to?: string) {
      const place = placeOf(headers, addressHeader);
      const told = tellSecurityChange(options, { userId, to }, change, place, now);
      defer(told.catch((error: unknown) => logError('A letter could not be sent', error)));
    },
  };
}

export type Watch = ReturnType<typeof createWatch>;

async function findUserByEmail(db: Database, email: string) {
  const [user] = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email.trim().toLowerCase()));
  return user ?? null;
}

async function countFailures(db: Database, userId: string, now: Date): Promise<number> {
  const rows = await db
    .select({ id: securityEvents.id })
    .from(securityEvents)
    .where(
      and(
        eq(securityEvents.userId, userId),
        inArray(securityEvents.kind, ['sign_in_failed', 'two_factor_failed']),
        // Ids begin with their time: the index of the key leads to the newest alone.
        gt(securityEvents.id, leastIdAt(now.getTime() - 60 * 60 * 1000)),
      ),
    )
    .limit(MOST_FAILURES);
  return rows.length;
}
