import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { conversations, messages } from '@/db/schema';
import { onAnswerChange } from '@/lib/changes';
import {
  isLost,
  type MessageRow,
  markInterrupted,
  type StoredMessage,
  withToolCalls,
} from '@/lib/conversations';
import { NotFound } from '@/lib/http';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { toUiMessage } from '../thread';
import { type AnswerLog, createAnswerLog } from './log';
import { replayParts, replayStart } from './replay';
import { createRetelling } from './retell';
import { findRun } from './running';
import type { Chunk } from './transcript';

/**
 * The answer that runs in the user's conversation, from its beginning: what is there, then the
 * rest as it comes, whichever process writes it. Null when none runs. A stream without a 'finish'
 * at its end was cut off: the answer may be followed again.
 */
export async function followRunning(
  scope: Scope,
  conversationId: string,
): Promise<ReadableStream<Chunk> | null> {
  const answer = await findRunning(scope, conversationId);
  if (!answer) return null;
  const run = findRun(scope, answer.id);
  if (run && run.answer.attempt === answer.attempt) {
    const begun = toUiMessage(run.answer);
    return run.log.read([replayStart(begun), ...replayParts(begun)]);
  }
  return followRow(scope, answer);
}

/** The answer being written in the user's conversation, or null. Throws NotFound. */
async function findRunning(scope: Scope, conversationId: string): Promise<MessageRow | null> {
  const [found] = await scope.run((tx) =>
    tx
      .select({ answer: messages })
      .from(conversations)
      .leftJoin(
        messages,
        and(
          eq(messages.userId, conversations.userId),
          eq(messages.conversationId, conversations.id),
          eq(messages.status, 'streaming'),
        ),
      )
      .where(
        and(
          eq(conversations.userId, scope.userId),
          eq(conversations.id, conversationId),
          isNull(conversations.deletedAt),
        ),
      )
      .orderBy(desc(messages.createdAt))
      .limit(1),
  );
  if (!found) throw new NotFound('conversation');
  return found.answer;
}

// Next evaluates this file once a bundle; readers of all of them share what is followed.
const held = globalThis as { saydoFollowed?: Map<string, AnswerLog> };

/** However many tabs follow an answer of another process, this process looks at its row once. */
function followRow(scope: Scope, { id, attempt }: MessageRow): ReadableStream<Chunk> {
  held.saydoFollowed ??= new Map();
  const followed = held.saydoFollowed;
  const key = `${scope.userId}/${id}/${attempt}`;
  const known = followed.get(key);
  if (known) return known.read([]);

  const letGo = new AbortController();
  const log = createAnswerLog({
    onLeft() {
      letGo.abort();
      if (followed.get(key) === log) followed.delete(key);
    },
  });
  followed.set(key, log);
  const stream = log.read([]);
  retellRow(scope, { id, attempt }, log, letGo.signal).finally(() => {
    if (followed.get(key) === log) followed.delete(key);
    log.end();
  });
  return stream;
}

/** Writes to `log` what the row says, and then what is new in it, until its end or until `signal`. */
async function retellRow(
  scope: Scope,
  answer: Pick<MessageRow, 'id' | 'attempt'>,
  log: AnswerLog,
  signal: AbortSignal,
): Promise<void> {
  const retelling = createRetelling();
  const changes = createBell(answer.id, signal);
  try {
    while (!signal.aborted) {
      try {
        const stored = await readAnswer(scope, answer.id, new Date());
        // Written anew, or deleted: what was told is not how it goes on.
        if (stored?.attempt !== answer.attempt) return;
        for (const chunk of retelling.tell(stored)) log.append(chunk);
        if (stored.status !== 'streaming') return;
      } catch (error) {
        // A database that restarts is back in a moment; the readers wait as the writer does.
        logError('An answer could not be followed just now', error);
      }
      await changes.next();
    }
  } finally {
    changes.close();
  }
}

/** The answer as it is stored now. One whose process is lost is marked, and read as interrupted. */
function readAnswer(scope: Scope, id: string, now: Date): Promise<StoredMessage | undefined> {
  return scope.run(async (tx) => {
    let row = await findAnswer(tx, scope, id);
    if (row && isLost(row, now)) {
      await markInterrupted(tx, scope, row.conversationId, now);
      row = await findAnswer(tx, scope, id);
    }
    const [stored] = await withToolCalls(tx, scope, row ? [row] : []);
    return stored;
  });
}

async function findAnswer(tx: Transaction, scope: Scope, id: string) {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.userId, scope.userId), eq(messages.id, id)));
  return row;
}

/** How often the row is looked at anyhow, in ms: a process that is lost tells nothing. */
const LOOK_EVERY = 2_000;

/** `next` resolves when the answer has changed since it last did, or when nobody reads any more. */
function createBell(answerId: string, signal: AbortSignal) {
  let rung = false;
  let wake = () => {};
  const ring = () => {
    rung = true;
    wake();
  };
  const unsubscribe = onAnswerChange(answerId, ring);
  const timer = setInterval(ring, LOOK_EVERY);
  signal.addEventListener('abort', ring);
  return {
    async next() {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      rung = false;
    },
    close() {
      unsubscribe();
      clearInterval(timer);
      signal.removeEventListener('abort', ring);
    },
  };
}
