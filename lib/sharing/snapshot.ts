import { z } from 'zod';
import { type ReadMessage, readMessages } from '@/lib/conversations/read-all';
import { HttpError } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { isRealDate } from '@/lib/tasks/dates';
import { priority } from '@/lib/tasks/fields';

const day = z.string().refine(isRealDate, 'Not a date that exists.');

/** What a card shows of a task, and nothing else of it. */
const sharedTask = z.object({
  title: z.string(),
  due_date: day.nullable(),
  due_time: z.string().nullable(),
  time_zone: z.string().nullable(),
  priority,
  completed: z.boolean(),
  deleted: z.boolean(),
  // Snapshots and conversations are older than what tasks can have by now.
  repeats: z.string().nullable().default(null),
  deadline: day.nullable().default(null),
  duration_minutes: z.number().nullable().default(null),
  project: z.string().nullable().default(null),
  labels: z.array(z.string()).default([]),
});

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const cardPart = z.object({
  type: z.literal('card'),
  tool: z.string(),
  /** The question in words, on a card of what was found. */
  found: z.string().nullable(),
  tasks: z.array(sharedTask),
  /** How many more were found than the card shows. */
  more: z.number(),
});

export type SharedTask = z.infer<typeof sharedTask>;
export type SharedCard = z.infer<typeof cardPart>;
type Part = z.infer<typeof textPart> | SharedCard;

/** A message as it was shown. Without ids: a snapshot says nothing about where it came from. */
export type SharedMessage = { role: 'user' | 'assistant'; parts: Part[] };

/** What stands for a part that nobody can show. */
const UNREADABLE = 'Something stood here that can’t be shown any more.';

const storedMessage = z.object({
  role: z.enum(['user', 'assistant']),
  parts: z.array(z.unknown()),
});
const storedCard = cardPart.extend({ tasks: z.array(z.unknown()) });

/** A stored snapshot, as far as it can be shown: whatever stands in the column, no page fails by it. */
export function readContent(stored: unknown): SharedMessage[] {
  const messages = z.array(z.unknown()).safeParse(stored);
  if (!messages.success)
    return [{ role: 'assistant', parts: [{ type: 'text', text: UNREADABLE }] }];
  return messages.data.map((value) => {
    const message = storedMessage.safeParse(value);
    if (!message.success) return { role: 'assistant', parts: [{ type: 'text', text: UNREADABLE }] };
    return { role: message.data.role, parts: message.data.parts.map(readPart) };
  });
}

function readPart(value: unknown): Part {
  const text = textPart.safeParse(value);
  if (text.success) return text.data;
  const card = storedCard.safeParse(value);
  if (!card.success) return { type: 'text', text: UNREADABLE };
  return { ...card.data, ...shownTasks(card.data.tasks, card.data.more) };
}

/** The most tasks on one card. */
const ROWS = 100;

/** The tasks that can be shown, and how many more there are. */
function shownTasks(values: unknown[], more: number): { tasks: SharedTask[]; more: number } {
  const tasks = values.slice(0, ROWS).flatMap((value) => {
    const task = sharedTask.safeParse(value);
    return task.success ? [task.data] : [];
  });
  return { tasks, more: Math.max(0, more) + values.length - tasks.length };
}

/** More text would make a page that nobody can open. */
const CHARACTERS = 2_000_000;

/** What a conversation shows at this moment. Throws 413 for one that is too long for a page. */
export async function takeSnapshot(
  scope: Scope,
  conversationId: string,
  { withTasks }: { withTasks: boolean },
): Promise<SharedMessage[]> {
  const content: SharedMessage[] = [];
  let length = 0;
  for await (const message of readMessages(scope, conversationId, { shown: true })) {
    const parts = withTasks ? withCards(message) : textOf(message);
    length += message.content.length + lengthOfCards(parts);
    if (length > CHARACTERS) {
      throw new HttpError(413, {
        error: 'This conversation is too long for one page.',
        try_next: 'Export it as Markdown and send the file.',
      });
    }
    if (parts.length > 0) content.push({ role: message.role, parts });
  }
  return content;
}

function lengthOfCards(parts: Part[]): number {
  const cards = parts.filter(({ type }) => type === 'card');
  return cards.length === 0 ? 0 : JSON.stringify(cards).length;
}

function textOf({ content }: ReadMessage): Part[] {
  return content.trim() ? [{ type: 'text', text: content }] : [];
}

/** Text and cards in the order in which they were shown. */
function withCards(message: ReadMessage): Part[] {
  const parts: Part[] = [];
  let offset = 0;
  const addText = (until: number) => {
    const text = message.content.slice(offset, until);
    if (text.trim()) parts.push({ type: 'text', text });
    offset = Math.max(offset, until);
  };
  const shown = message.toolCalls.filter(({ state }) => state === 'succeeded');
  const lastWrite = shown.findLastIndex(({ actionTaken }) => actionTaken);
  for (const [place, call] of shown.entries()) {
    addText(call.contentOffset);
    // What was looked up in order to change it had no card of its own.
    if ((place < lastWrite && !call.actionTaken) || lookup.safeParse(call.input).success) continue;
    const card = toCard(call.toolName, call.output);
    if (card) parts.push(card);
  }
  addText(message.content.length);
  return parts;
}

/** A call of `list_tasks` that showed no list. */
const lookup = z.object({ shown: z.literal(false) });

/** Of the tools' outputs, those that show tasks; another reads as none. */
const output = z.object({
  tasks: z.array(z.unknown()).optional(),
  task: z.unknown().optional(),
  understood: z.string().optional(),
  total: z.number().optional(),
});

function toCard(tool: string, value: unknown): SharedCard | null {
  const { success, data } = output.safeParse(value);
  if (!success) return null;
  const given = data.tasks ?? (data.task ? [data.task] : []);
  const shown = shownTasks(given, (data.total ?? given.length) - given.length);
  if (shown.tasks.length === 0 && data.understood === undefined) return null;
  return { type: 'card', tool, found: data.understood ?? null, ...shown };
}
