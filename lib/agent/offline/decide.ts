import type { LanguageOptions } from '@/lib/language';
import { NOTHING, remember } from './memory';
import { follow, type Memory, type Progress } from './plan';
import { respond } from './respond';
import { tasksIn } from './results';
import type { Turn } from './transcript';

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
  for (const turn of turns.slice(-1 - REMEMBERED, -1)) memory = afterTurn(turn, memory, options);
  const current = turns.at(-1) ?? { said: '', steps: [], answer: '' };
  const progress = follow(respond(current.said, { options, memory }), current.steps);
  if (progress.kind !== 'other') return progress;
  return { kind: 'reply', reply: { text: 'I lost the thread of this one. Please say it again.' } };
}

function afterTurn(turn: Turn, memory: Memory, options: LanguageOptions): Memory {
  const progress = follow(respond(turn.said, { options, memory }), turn.steps);
  // A turn that was stopped, or that another model answered: only what it touched is known.
  return progress.kind === 'reply' ? remember(memory, progress.reply) : touched(turn, memory);
}

const READS = new Set(['list_tasks', 'get_task', 'task_history']);

function touched({ steps }: Turn, memory: Memory): Memory {
  const done = steps.filter(({ outcome }) => outcome?.kind === 'output');
  const write = done.findLast(({ name }) => !READS.has(name));
  const read = done.findLast(({ name }) => name === 'list_tasks');
  const shown = !write && read?.outcome ? tasksIn(read.outcome) : memory.shown;
  const focus = write?.outcome ? tasksIn(write.outcome) : shown.length === 1 ? shown : memory.focus;
  return { ...memory, shown, focus, pending: null, fresh: false };
}
