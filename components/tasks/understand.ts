import type { Clock } from '@/lib/clock';
import { describeDate } from '@/lib/language/describe';
import { describeDay } from '@/lib/language/describe-day';
import { describeRule } from '@/lib/language/describe-rule';
import {
  blocks,
  type ParsedTask,
  type Preference,
  type Priority,
  type Question,
  type Span,
  type SpanKind,
} from '@/lib/language/types';
import { hasLines, type QuickAdd, readQuickAdd, type TextRange } from '@/lib/tasks/quick-add';
import { todayIn } from './due-words';
import { sayDuration } from './field-words';

/** One thing that was understood. Without `spans` nobody wrote it: it can't be read as text. */
export type Chip = {
  kind: 'when' | 'rule' | 'deadline' | 'duration' | 'priority' | 'label' | 'project';
  words: string;
  priority?: Exclude<Priority, 'none'>;
  spans: TextRange[];
};

/** Characters to highlight; `doubtful` ones are asked about. */
export type Highlight = TextRange & { doubtful: boolean };

/** An answer to a question: the text that says it, or the words that stay words. */
export type Choice = { words: string } & (
  | {
      becomes: string;
      /** What else the answer tells: how such words are meant from now on. */
      prefers?: Preference;
    }
  | { plain: TextRange[] }
);

/** Something to ask. A `blocking` one is answered before anything is saved. */
export type Ask = { message: string; blocking: boolean; choices: Choice[] };

/** How quick add reads what was typed, in words. */
export type Understood = {
  highlights: Highlight[];
  chips: Chip[];
  asks: Ask[];
  /** With several tasks these stand for all above. */
  tasks: { title: string; facts: string; ask: string | null }[];
  /** How many tasks one line could be read as; 1 when there is nothing to choose. */
  parts: number;
};

/** Reads what was typed, as the server will read it again to save it. */
export function understand(quick: QuickAdd, clock: Clock, day?: string): Understood {
  const tasks = readQuickAdd(quick, clock);
  const today = todayIn(clock.timeZone, clock.now);
  const [only] = tasks;
  if (tasks.length > 1 || !only || quick.split || hasLines(quick.text)) {
    return {
      highlights: [],
      chips: [],
      asks: [],
      tasks: tasks.map((task) => ({
        title: task.title,
        facts: chipsOf('', task, today, day)
          .map((chip) => chip.words)
          .join(' · '),
        ask: task.questions.find(blocks)?.message ?? null,
      })),
      parts: 1,
    };
  }
  return {
    highlights: highlightsOf(only),
    chips: chipsOf(quick.text, only, today, day),
    // A name is asked for when somebody tries to save without one, not while they still write it.
    asks: only.questions
      .filter(({ kind }) => kind !== 'no_title')
      .map((question) => ask(quick.text, only, question)),
    tasks: [],
    parts: /[,;.!&]|\b(?:and|then|also|plus)\b/i.test(quick.text)
      ? readQuickAdd({ text: quick.text, split: true }, clock).length
      : 1,
  };
}

const WHEN: SpanKind[] = ['date', 'time'];

function highlightsOf(task: ParsedTask): Highlight[] {
  return task.spans
    .filter(({ kind }) => kind !== 'opener')
    .map((span) => ({ ...span, doubtful: isUnanswered(task, span) }));
}

/** Words like "30 Feb" and "twice a week": read as a date or a rule, but as none that can be kept. */
function isUnanswered(task: ParsedTask, { kind }: Span): boolean {
  if (WHEN.includes(kind)) return task.dueDate === null;
  return kind === 'recurrence' && task.recurrence === null;
}

function chipsOf(text: string, task: ParsedTask, today: string, day?: string): Chip[] {
  const of = (...kinds: SpanKind[]) => task.spans.filter(({ kind }) => kinds.includes(kind));
  const date = task.dueDate ?? day ?? null;
  const chips: Chip[] = [];
  if (date) {
    const words = describeDate(date, task.dueTime, { now: `${today}T00:00` }, 'short');
    chips.push({
      kind: 'when',
      words: task.recurrence ? `Starts ${words.replace(/^To/, 'to')}` : words,
      spans: of(...WHEN),
    });
  }
  if (task.recurrence)
    chips.push({
      kind: 'rule',
      words: capital(describeRule(task.recurrence, task.recurrenceFrom)),
      spans: of('recurrence'),
    });
  if (task.deadline)
    chips.push({
      kind: 'deadline',
      words: `Deadline ${describeDate(task.deadline, null, { now: `${today}T00:00` }, 'short')}`,
      spans: of('deadline'),
    });
  if (task.durationMinutes)
    // "3-4pm" says a time and a length in the same words: those are the date's.
    chips.push({
      kind: 'duration',
      words: sayDuration(task.durationMinutes),
      spans: of('duration'),
    });
  if (task.priority !== 'none')
    chips.push({
      kind: 'priority',
      words: task.priority === 'urgent' ? 'Urgent' : `${capital(task.priority)} priority`,
      priority: task.priority,
      spans: of('priority'),
    });
  if (task.project)
    chips.push({ kind: 'project', words: `Project ${task.project}`, spans: of('project') });
  for (const label of task.labels)
    chips.push({
      kind: 'label',
      words: `#${label}`,
      spans: of('label').filter(({ start, end }) => names(text.slice(start, end), label)),
    });
  return chips;
}

/** Whether words like "#home", "@home" or "label home" end in the name of the label. */
function names(words: string, label: string): boolean {
  const name = /[\p{L}\p{M}\p{N}_/-]+$/u.exec(words)?.[0] ?? '';
  return sameCase(name) === sameCase(label);
}

function sameCase(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function ask(text: string, task: ParsedTask, question: Question): Ask {
  const isRule = question.kind === 'recurrence' || question.kind === 'which_rule';
  const spans = task.spans.filter(({ kind }) =>
    isRule ? kind === 'recurrence' : WHEN.includes(kind),
  );
  const { prefers } = question;
  if (prefers && 'dateOrder' in prefers && task.dueDate)
    return askOrder(text, task, question, prefers.dateOrder);
  const choices: Choice[] = question.alternatives.flatMap((other) => {
    const words = isRule ? sayRule(other, task) : describeDay(other);
    const said = isRule && other === '' ? describeDay(task.dueDate ?? '') : words;
    const becomes = words && replaced(text, spans, question.text, said, task);
    return becomes ? [{ words: capital(words), becomes, ...(prefers && { prefers }) }] : [];
  });
  if (blocks(question)) choices.push(...keepAsText(text, spans));
  return { message: question.message, blocking: blocks(question), choices };
}

/** Whether 3/4 is in March or in April, while the person never said: as the assistant asks, before it is saved. */
function askOrder(text: string, task: ParsedTask, question: Question, offered: 'mdy' | 'dmy'): Ask {
  const spans = task.spans.filter(({ kind }) => WHEN.includes(kind));
  const taken = offered === 'mdy' ? 'dmy' : 'mdy';
  const read = [
    { date: task.dueDate ?? '', dateOrder: taken },
    { date: question.alternatives[0] ?? '', dateOrder: offered },
  ] as const;
  // Day first, so that the buttons always stand in one order.
  const choices = read
    .toSorted((a, b) => a.dateOrder.localeCompare(b.dateOrder))
    .flatMap(({ date, dateOrder }): Choice[] => {
      const words = describeDay(date);
      const becomes = replaced(text, spans, question.text, words, task);
      return becomes ? [{ words, becomes, prefers: { dateOrder } }] : [];
    });
  return {
    message: `Which day is ${question.text}? Such dates are read that way from now on.`,
    blocking: true,
    choices: [...choices, ...keepAsText(text, spans)],
  };
}

function keepAsText(text: string, spans: Span[]): Choice[] {
  const [first] = spans;
  if (!first) return [];
  const words = text.slice(first.start, first.end).trim();
  return [{ words: `Keep “${words}” as text`, plain: spans }];
}

function sayRule(rule: string, task: ParsedTask): string {
  if (rule !== '') return describeRule(rule);
  return task.dueDate ? `only once, ${describeDay(task.dueDate)}` : '';
}

/** The text with `said` in the place of the words that were asked about. */
function replaced(
  text: string,
  spans: Span[],
  words: string,
  said: string,
  task: ParsedTask,
): string | null {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return null;
  const at = text.indexOf(words, first.start);
  if (at >= 0 && at + words.length <= last.end)
    return text.slice(0, at) + said + text.slice(at + words.length);
  const time = first.kind === 'recurrence' || !task.dueTime ? '' : ` at ${task.dueTime}`;
  return text.slice(0, first.start) + said + time + text.slice(last.end);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
