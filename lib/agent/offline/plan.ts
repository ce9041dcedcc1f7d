import type { LanguageOptions } from '@/lib/language';
import { CallDenied, CallFailed, type Outcome, type Task } from './results';
import type { Step } from './transcript';

export interface Call {
  name: string;
  input: Record<string, unknown>;
}

/** What is said at the end of a turn, and what the next turn may refer to. */
export interface Reply {
  text: string;
  /** The tasks that the person now sees as a numbered list. */
  shown?: Task[];
  /** The tasks that "it" or "them" now means. */
  focus?: Task[];
  /** The question that was asked. */
  pending?: Pending;
  wrote?: Written;
}

interface Written {
  tool: string;
  batchId: string | null;
  /** The same change for other tasks, for "no, I meant mom". */
  again?: Again;
}

export interface Again {
  /** Where those other tasks are looked for. */
  status: 'open' | 'done' | 'deleted' | 'all';
  run(tasks: Task[]): Plan;
}

export interface Pending {
  /** What to do with an answer; null when the words are no answer. */
  accept(text: string): Plan | null;
  /** Which of the tasks to choose from an answer names; null when it names none. */
  choose?(text: string): Task[] | null;
  /** Takes any words, as a title does: then an order is still an order. */
  greedy?: boolean;
}

/**
 * What to do about one sentence: yields the calls it needs, is given their outcomes, and returns what
 * to say. It keeps no state of its own: every step of a turn runs it again from the start, with the
 * outcomes that the conversation already holds.
 */
export type Plan = Generator<Call[], Reply, Outcome[]>;

/** A part of a plan that gives a value to the rest of it. */
export type SubPlan<T> = Generator<Call[], T, Outcome[]>;

/** What earlier turns left behind. */
export interface Memory {
  shown: Task[];
  focus: Task[];
  pending: Pending | null;
  /** The last change, and whether it was in the turn just before this one. */
  wrote: Written | null;
  fresh: boolean;
}

export interface Context {
  options: LanguageOptions;
  memory: Memory;
}

export type Progress =
  | { kind: 'calls'; calls: Call[] }
  | { kind: 'reply'; reply: Reply }
  /** The steps are not those of this plan: another model made them, or they were cut off. */
  | { kind: 'other' };

/** Runs a plan along the steps that were made, up to its next calls or its reply. */
export function follow(plan: Plan, steps: Step[]): Progress {
  let at = 0;
  try {
    let next = plan.next();
    while (!next.done) {
      const calls = next.value;
      const made = steps.slice(at, at + calls.length);
      if (made.length === 0) return { kind: 'calls', calls };
      const same =
        made.length === calls.length && made.every((step, n) => step.name === calls[n]?.name);
      if (!same) return { kind: 'other' };
      at += calls.length;
      const outcomes = made.map((step) => step.outcome ?? NEVER_RUN);
      next = plan.next(outcomes);
    }
    return at < steps.length ? { kind: 'other' } : { kind: 'reply', reply: next.value };
  } catch (error) {
    if (error instanceof CallDenied) return { kind: 'reply', reply: { text: DENIED } };
    if (error instanceof CallFailed) return { kind: 'reply', reply: { text: sayRefusal(error) } };
    throw error;
  }
}

export type Refusal = CallDenied | CallFailed;

/** Why a call did nothing, in words. */
export function sayRefusal(error: Refusal): string {
  return error instanceof CallFailed
    ? `That didn’t work: ${error.message}`
    : 'You declined that, so it stays as it was.';
}

const NEVER_RUN: Outcome = { kind: 'error', error: 'this was never carried out.' };
const DENIED = 'All right, I left everything as it was: nothing was changed.';

const NO_CALLS: Call[][] = [];

/** A plan that only speaks. */
export function* say(reply: Reply | string): Plan {
  yield* NO_CALLS;
  return typeof reply === 'string' ? { text: reply } : reply;
}
