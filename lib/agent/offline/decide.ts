import type { LanguageOptions } from '@/lib/language';
import { NOTHING, remember } from './memory';
import { follow, type Memory, type Progress } from './plan';
import { respond } from './respond';
import { preferencesBefore, tasksIn } from './results';
import type { Step, Turn } from './transcript';

/** How many turns back "it" and "the second one" may point. */
const REMEMBERED = 8;

/**
 * What to do next in a conversation: calls, or the words that end the turn. A pure function of the
 * conversation: earlier turns are gone through again to know what "it" and "the second one" mean.
 */
export function decide(
  turns: Turn[],
  options: LanguageOptions,
): Exclude<Progress, { kind: 'other' }> {
  let memory = NOTHING;
  const recent = turns.slice(-1 - REMEMBERED);
  const optionsOf = optionsThen(recent, options);
  for (const turn of recent.slice(0, -1)) memory = afterTurn(turn, memory, optionsOf(turn));
  const current = recent.at(-1) ?? { said: '', steps: [], answer: '' };
  const asThen = { options: optionsOf(current), memory };
  const progress = follow(respond(current.said, asThen), current.steps);
  if (progress.kind !== 'other') return progress;
  return { kind: 'reply', reply: { text: 'I lost the thread of this one. Please say it again.' } };
}

/** With which options each turn was read: a preference counts from the turn after the one that set it. */
function optionsThen(turns: Turn[], now: LanguageOptions): (turn: Turn) => LanguageOptions {
  const then = new Map<Turn, LanguageOptions>();
  let options = now;
  for (const turn of turns.toReversed()) {
    for (const step of turn.steps.toReversed()) options = { ...options, ...changedBack(step) };
    then.set(turn, options);
  }
  return (turn) => then.get(turn) ?? now;
}

function changedBack({ name, outcome }: Step): Partial<LanguageOptions> {
  return name === 'set_preference' && outcome ? preferencesBefore(outcome) : {};
}

function afterTurn(turn: Turn, memory: Memory, options: LanguageOptions): Memory {
  const progress = follow(respond(turn.said, { options, memory }), turn.steps);
  // A turn that was stopped, or that another model answered: only what it touched is known.
  return progress.kind === 'reply' ? remember(memory, progress.reply) : touched(turn, memory);
}

const READS = new Set(['list_tasks', 'get_task', 'task_history', 'set_preference']);

function isShown(input: unknown): boolean {
  return !(
    typeof input === 'object' &&
    input !== null &&
    'shown' in input &&
    input.shown === false
  );
}

function touched({ steps }: Turn, memory: Memory): Memory {
  const done = steps.filter(({ outcome }) => outcome?.kind === 'output');
  const write = done.findLast(({ name }) => !READS.has(name));
  const read = done.findLast((step) => step.name === 'list_tasks' && isShown(step.input));
  const shown = !write && read?.outcome ? tasksIn(read.outcome) : memory.shown;
  const focus = write?.outcome ? tasksIn(write.outcome) : shown.length === 1 ? shown : memory.focus;
  return { ...memory, shown, focus, pending: null, fresh: false };
}
