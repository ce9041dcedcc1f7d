import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Listen } from '@/db';
import { logError } from '@/lib/log';
import { createAudience } from './audience';
import { type Line, openLine } from './line';
import { createPoll } from './poll';

/** All in ms. */
export type Timing = {
  /** How long a notification of our own may take before the line counts as dead. */
  answerWithin: number;
  /** How often the line is tested while somebody listens. */
  testEvery: number;
  /** How often the database is asked while there is no line. */
  pollEvery: number;
  /** How long to wait for the next try of a line; doubles up to `retryAtMost`. */
  retryAfter: number;
  retryAtMost: number;
};

const usual: Timing = {
  answerWithin: 2_000,
  testEvery: 30_000,
  pollEvery: 500,
  retryAfter: 500,
  retryAtMost: 60_000,
};

export type Hub = ReturnType<typeof createHub>;

/**
 * Hears for a whole process what commits have changed. While anybody listens it keeps one line to
 * the database, and polls for as long as none can be had: behind a pooler that hands connections
 * around, LISTEN is accepted and nothing ever comes.
 */
export function createHub(
  { db, listen }: { db: Database; listen: Listen },
  timing: Timing = usual,
) {
  const users = createAudience();
  const answers = createAudience();
  let working = false;
  let line: Line | null = null;

  const nobody = () => users.isEmpty && answers.isEmpty;
  const everybody = () => {
    users.callAll();
    answers.callAll();
  };

  function join(audience: typeof users, id: string, listener: () => void) {
    const leave = audience.join(id, listener);
    if (!working) {
      working = true;
      void Promise.all([keepLine(), keepPolling()]);
    }
    return leave;
  }

  /** Ends when nobody has listened at one of its tests. */
  async function keepLine() {
    let wait = timing.retryAfter;
    while (!nobody()) {
      line = await openLine({ db, listen, answerWithin: timing.answerWithin, users, answers });
      if (line) {
        wait = timing.retryAfter;
        // What happened before it stood was heard by nobody.
        everybody();
        await line.untilDead(timing.testEvery, nobody);
        line = null;
      } else {
        await pause(wait);
        wait = Math.min(wait * 2, timing.retryAtMost);
      }
    }
    working = false;
  }

  async function keepPolling() {
    let poll = createPoll(db);
    let failing = false;
    while (working) {
      await pause(timing.pollEvery);
      if (line || nobody()) {
        poll = createPoll(db);
        continue;
      }
      try {
        const changed = await poll(users.ids());
        if (changed === 'unknown') users.callAll();
        else for (const userId of changed) users.call(userId);
        // An answer's row is read by who follows it, which is the cheapest way to look.
        answers.callAll();
        failing = false;
      } catch (error) {
        if (!failing) logError('Changes cannot be read', error);
        failing = true;
      }
    }
  }

  return {
    onUserChange: (userId: string, listener: () => void) => join(users, userId, listener),
    onAnswerChange: (messageId: string, listener: () => void) => join(answers, messageId, listener),
    /** Whether notifications arrive; otherwise it polls, or rests. */
    get hears() {
      return line !== null;
    },
  };
}

/** Doesn't keep a process alive that has nothing else to do. */
function pause(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
