import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Listen } from '@/db';
import { logError } from '@/lib/log';
import type { Audience } from './audience';

/** The channels that the triggers of drizzle/0002_changes.sql notify, and one to test the line. */
const userChannel = 'saydo_changes';
const answerChannel = 'saydo_answers';
const echoChannel = 'saydo_echo';

type Wiring = {
  db: Database;
  listen: Listen;
  /** In ms. */
  answerWithin: number;
  users: Audience;
  answers: Audience;
};

export type Line = {
  /** Resolves when it was cut, failed a test, or `isDone` said so at one; it is closed then. */
  untilDead(testEvery: number, isDone: () => boolean): Promise<void>;
};

/** A line on which notifications arrive, proven by one of our own; null where none can be had. */
export async function openLine(wiring: Wiring): Promise<Line | null> {
  const { db, listen, answerWithin, users, answers } = wiring;
  const cut = Promise.withResolvers<'cut'>();
  let awaited: { token: string; arrived: () => void } | null = null;

  const heard = (channel: string, payload: string) => {
    if (channel === userChannel) users.call(payload);
    if (channel === answerChannel) answers.call(payload);
    if (channel === echoChannel && payload === awaited?.token) awaited.arrived();
  };

  /** Sends a notification through the pool and waits for it on the line. */
  async function test(): Promise<boolean> {
    const echo = Promise.withResolvers<true>();
    const token = randomUUID();
    awaited = { token, arrived: () => echo.resolve(true) };
    await db.execute(sql`select pg_notify(${echoChannel}, ${token})`);
    return Promise.race([
      echo.promise,
      cut.promise.then(() => false),
      sleep(answerWithin, false, { ref: false }),
    ]);
  }

  try {
    const close = await listen([userChannel, answerChannel, echoChannel], {
      heard,
      lost: () => cut.resolve('cut'),
    });
    // A connection that is gone may not say goodbye either, so nobody waits for it.
    const hangUp = () => void close().catch((error) => logError('A line was not closed', error));

    if (!(await test().catch(failed))) {
      hangUp();
      return null;
    }
    return {
      async untilDead(testEvery, isDone) {
        do {
          const next = sleep(testEvery, 'test' as const, { ref: false });
          if ((await Promise.race([cut.promise, next])) === 'cut') break;
        } while (!isDone() && (await test().catch(failed)));
        hangUp();
      },
    };
  } catch (error) {
    return failed(error) || null;
  }
}

function failed(error: unknown): false {
  logError('The database cannot be listened to', error);
  return false;
}
