import type { Priority } from '@/lib/language';
import { type Details, readDetails, saysMore } from './details';
import { priorityOf } from './edit-commands';
import { LEAD } from './lead';
import { type Destination, readDestination } from './move';
import type { Context } from './plan';

export type Correction =
  | { kind: 'move'; to: Destination }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'rename'; title: string }
  | { kind: 'details'; details: Details };

/** Reads "no, friday", "actually 6pm", "I meant high priority": what was wrong with the last change. */
export function readCorrection(said: string, context: Context): Correction | null {
  const lead = LEAD.exec(said);
  if (!lead || lead[0].trim() === '') return null;
  return readFix(said.slice(lead[0].length), context);
}

/** A bare "friday 6pm" or "high priority", said right after a change, is about what was changed. */
export function readFix(said: string, context: Context): Correction | null {
  const words = said
    .trim()
    .replace(/[\s,]*(?:please|instead|i mean|i meant|sorry)?[\s.!]*$/i, '')
    .replace(/^not (?:\S+\s?){1,3},\s*(?:but )?/i, '')
    .replace(/^(?:make (?:it|that)|it should be|it['’]s|on|for)\s+(?!called)/i, '');
  const title =
    /^(?:call it|name it|it should be called|it['’]s called|rename it to)\s+["“]?(.+?)["”]?$/i.exec(
      words,
    )?.[1];
  if (title) return { kind: 'rename', title };
  const details = readDetails(words, context);
  if (details && saysMore(details)) return { kind: 'details', details };
  const priority = priorityOf(words);
  if (
    priority &&
    !/^\d$/.test(words) &&
    !/^(?:no|none|without|top|lower|higher|normal|zero)$/i.test(words)
  ) {
    return { kind: 'priority', priority };
  }
  const to = readDestination(words, context) ?? readDestination(`to ${words}`, context);
  return to && { kind: 'move', to };
}
