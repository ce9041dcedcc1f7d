import type { Database } from '@/db';
import { logError } from '@/lib/log';
import type { SendMail } from '@/lib/mail';
import { placeOf, recordSecurityEvent, type SecurityEventKind } from './security-events';
import type { Site } from './site';

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

/** Keeps the account's security activity. One for each Better Auth that `createAuth` makes. */
export function createWatch({ db, addressHeader }: WatchOptions) {
  return {
    /**
     * Writes down what has happened. What happened can't be taken back, so a failure to write is
     * told to the log, and not to the person, who would do it again.
     */
    async note(userId: string, kind: SecurityEventKind, headers: Headers, now: Date) {
      try {
        await recordSecurityEvent(db, userId, kind, placeOf(headers, addressHeader), now);
      } catch (error) {
        logError(`A security event (${kind}) could not be written`, error);
      }
    },
  };
}

export type Watch = ReturnType<typeof createWatch>;
