import { v7 as uuidv7 } from 'uuid';
import { conversations, messageRatings, messages, toolCalls } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { exportJson, type ImportResult, importConversations } from '..';

export const now = new Date('2026-11-22T09:00:00Z');
export const at = (seconds: number) => new Date(now.getTime() - 3_600_000 + seconds * 1000);

/** All that an export writes. */
export async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** A file as a stranger may edit it: anything. */
export type File = ReturnType<typeof JSON.parse>;
export const exported = async (scope: Scope): Promise<File> =>
  JSON.parse(await textOf(exportJson(scope, null, now)));

/** A file with one conversation of so many messages, each after the one before. */
export function longFile(count: number): File {
  const at = now.toISOString();
  const times = { created_at: at, updated_at: at, pinned_at: null, archived_at: null };
  const messages = Array.from({ length: count }, (_, place) => ({
    id: `${place}`,
    parent: place === 0 ? null : `${place - 1}`,
    role: 'user',
    status: 'complete',
    content: `message ${place}`,
    model: null,
    input_tokens: null,
    output_tokens: null,
    error: null,
    created_at: at,
    finished_at: null,
    active: true,
    tool_calls: [],
    rating: null,
  }));
  const conversations = [{ id: 'a', title: 'A', titled_by: 'words', ...times, messages }];
  return { kind: 'saydo.conversations', version: 1, exported_at: at, conversations };
}

/** A file of that content, imported. */
export function importFile(scope: Scope, file: File): Promise<ImportResult> {
  return importText(scope, JSON.stringify(file));
}

export function importText(scope: Scope, text: string): Promise<ImportResult> {
  return importConversations(scope, new TextEncoder().encode(text), now);
}

/** A conversation with two versions of a question, tool calls in every state and a rating. */
export async function fullConversation(scope: Scope): Promise<string> {
  const own = { userId: scope.userId };
  const id = uuidv7();
  const [first, answer, edited, second] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({
      ...own,
      id,
      title: 'Milk “and” 🥛',
      titledBy: 'person',
      createdAt: at(0),
      updatedAt: at(9),
      pinnedAt: at(10),
      archivedAt: at(11),
    });
    const row = { ...own, conversationId: id, status: 'complete' as const };
    await tx.insert(messages).values([
      { ...row, id: first, role: 'user', content: 'add milk', createdAt: at(1), active: false },
      {
        ...row,
        id: answer,
        parentId: first,
        role: 'assistant',
        status: 'stopped',
        content: 'Added it. 🥛 Anything else?',
        model: 'a-model',
        inputTokens: 12,
        outputTokens: 7,
        createdAt: at(2),
        finishedAt: at(3),
        active: false,
      },
      { ...row, id: edited, role: 'user', content: 'add *oat* milk', createdAt: at(4) },
      {
        ...row,
        id: second,
        parentId: edited,
        role: 'assistant',
        status: 'failed',
        error: 'The model did not answer.',
        content: '',
        createdAt: at(5),
        finishedAt: at(6),
      },
    ]);
    const call = { ...own, messageId: answer, step: 0, toolName: 'add_task', startedAt: at(2) };
    await tx.insert(toolCalls).values([
      {
        ...call,
        id: uuidv7(),
        callId: 'one',
        contentOffset: 9,
        input: { tasks: [{ title: 'Milk' }] },
        output: { tasks: [{ id: uuidv7(), title: 'Milk' }], failures: [], batch_id: answer },
        state: 'succeeded',
        actionTaken: 'Added “Milk”.',
        finishedAt: at(3),
      },
      {
        ...call,
        id: uuidv7(),
        callId: 'two',
        contentOffset: 13,
        input: {},
        state: 'failed',
        error: 'Not there.\nTry next: nothing.',
        finishedAt: at(3),
      },
      { ...call, id: uuidv7(), callId: 'three', contentOffset: 13, input: {}, state: 'denied' },
    ]);
    await tx.insert(messageRatings).values({
      ...own,
      messageId: answer,
      rating: -1,
      note: 'No',
      createdAt: at(7),
      updatedAt: at(8),
    });
  });
  return id;
}

/** The same with every id named by the place where it is first seen. */
export function withoutIds(file: File): File {
  const names = new Map<string, string>();
  const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const nameOf = (id: string) => {
    if (!names.has(id)) names.set(id, `id ${names.size}`);
    return names.get(id) ?? '';
  };
  return JSON.parse(
    JSON.stringify(file, (key, value) => (key === 'batch_id' ? 'a batch' : value)).replace(
      uuids,
      nameOf,
    ),
  );
}
