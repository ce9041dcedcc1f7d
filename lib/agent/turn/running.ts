import type { StoredMessage } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import type { AnswerLog } from './log';

/** An answer that this process is writing. */
export type Running = {
  /** The answer as it was when this writing began. */
  answer: StoredMessage;
  controller: AbortController;
  /** What was said and done since. */
  log: AnswerLog;
};

// Next evaluates this file once a bundle: what one door writes, another one reads and stops.
const held = globalThis as { saydoRunning?: Map<string, Running> };

/** Registers an answer that begins; call the result when its end is saved and told. */
export function trackRun(scope: Scope, run: Running): () => void {
  const key = keyOf(scope, run.answer.id);
  runs().set(key, run);
  return () => {
    // The same answer may be written anew while this one still winds down.
    if (runs().get(key) === run) runs().delete(key);
  };
}

/** The user's answer, if this process is writing it. */
export function findRun(scope: Scope, answerId: string): Running | undefined {
  return runs().get(keyOf(scope, answerId));
}

/** Ends the user's answer if this process is writing it. */
export function abortRun(scope: Scope, answerId: string): void {
  findRun(scope, answerId)?.controller.abort();
}

/** Everybody's answers that this process is writing. */
export function allRuns(): Running[] {
  return [...runs().values()];
}

function runs(): Map<string, Running> {
  held.saydoRunning ??= new Map();
  return held.saydoRunning;
}

/** Ids are unique only within one person's rows. */
function keyOf(scope: Scope, answerId: string): string {
  return `${scope.userId}/${answerId}`;
}
