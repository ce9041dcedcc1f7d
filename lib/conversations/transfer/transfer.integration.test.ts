import { and, asc, eq } from 'drizzle-orm';
import { NIL, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messageRatings, messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { HttpError } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import { deleteConversation, getConversation, listConversations } from '..';
import { exportJson, exportMarkdown, importConversations } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const now = new Date('2026-11-22T09:00:00Z');
const at = (seconds: number) => new Date(now.getTime() - 3_600_000 + seconds * 1000);

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** A file as a stranger may edit it: anything. */
type File = ReturnType<typeof JSON.parse>;
const exported = async (scope: Scope): Promise<File> =>
  JSON.parse(await textOf(exportJson(scope, null, now)));

/** A conversation with two versions of a question, tool calls in every state and a rating. */
async function fullConversation(scope: Scope): Promise<string> {
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
function withoutIds(file: File): File {
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

describe('a file that Ann exported', () => {
  it('gives Bob the same conversations, and his export is the same but for ids', async () => {
    await fullConversation(ann);
    await fullConversation(ann);
    const file = await exported(ann);
    const result = await importConversations(bob, file, now);
    expect(result.refused).toEqual([]);
    expect(result.imported.map(({ title }) => title)).toEqual(['Milk “and” 🥛', 'Milk “and” 🥛']);
    expect(withoutIds(await exported(bob))).toEqual(withoutIds(file));
    expect(await exported(ann)).toEqual(file);
  });

  it('has none of Bob’s conversations, and none of the trash', async () => {
    const kept = await fullConversation(ann);
    await deleteConversation(ann, await fullConversation(ann), now);
    await fullConversation(bob);
    expect((await exported(ann)).conversations.map(({ id }: File) => id)).toEqual([kept]);
  });

  it('can be read twice by Ann herself, and writes over nothing', async () => {
    const id = await fullConversation(ann);
    const file = await exported(ann);
    for (const _ of [1, 2]) await importConversations(ann, file, now);
    const all = await exported(ann);
    expect(all.conversations).toHaveLength(3);
    expect(all.conversations.find((one: File) => one.id === id)).toEqual(file.conversations[0]);
  });

  it('leaves out a message that was deleted, and keeps what followed it', async () => {
    const id = uuidv7();
    const own = { userId: ann.userId };
    const ids = Array.from({ length: 6 }, () => uuidv7());
    await ann.run(async (tx) => {
      await tx.insert(conversations).values({ ...own, id, createdAt: at(0), updatedAt: at(0) });
      await tx.insert(messages).values(
        ids.map((messageId, place) => ({
          ...own,
          conversationId: id,
          id: messageId,
          parentId: ids[place - 1],
          role: place % 2 ? ('assistant' as const) : ('user' as const),
          status: 'complete' as const,
          content: `message ${place}`,
          createdAt: at(place),
          deletedAt: place === 2 || place === 3 ? now : null,
        })),
      );
    });
    const file = await exported(ann);
    expect(file.conversations[0].messages.map(({ content }: File) => content)).toEqual([
      'message 0',
      'message 1',
      'message 4',
      'message 5',
    ]);
    expect(file.conversations[0].messages[2].parent).toBe(ids[1]);
    expect((await importConversations(bob, file, now)).refused).toEqual([]);
  });

  it('brings a thousand messages in their order, also those of one millisecond', async () => {
    const message = (place: number) => ({
      id: `m${place}`,
      parent: place === 0 ? null : `m${place - 1}`,
      role: place % 2 ? 'assistant' : 'user',
      status: 'complete',
      content: `message ${place}`,
      model: null,
      input_tokens: null,
      output_tokens: null,
      error: null,
      created_at: at(Math.floor(place / 700)).toISOString(),
      finished_at: null,
      active: true,
      tool_calls: [],
      rating: null,
    });
    await fullConversation(ann);
    const file = await exported(ann);
    file.conversations[0].messages = Array.from({ length: 1400 }, (_, place) => message(place));
    const { imported } = await importConversations(bob, file, now);
    const rows = await bob.run((tx) =>
      tx
        .select({ content: messages.content })
        .from(messages)
        .where(
          and(eq(messages.userId, bob.userId), eq(messages.conversationId, imported[0]?.id ?? '')),
        )
        .orderBy(asc(messages.createdAt), asc(messages.id)),
    );
    expect(rows.map(({ content }) => content)).toEqual(
      Array.from({ length: 1400 }, (_, place) => `message ${place}`),
    );
    expect((await exported(bob)).conversations[0].messages).toHaveLength(1400);
  });
});

describe('an imported conversation', () => {
  it('acts no more: nothing waits in it, and there is nothing to undo', async () => {
    const id = await fullConversation(ann);
    await ann.run((tx) =>
      tx
        .update(toolCalls)
        .set({ state: 'pending_approval', error: null, finishedAt: null })
        .where(and(eq(toolCalls.userId, ann.userId), eq(toolCalls.callId, 'three'))),
    );
    const file = await exported(ann);
    expect(file.conversations[0].id).toBe(id);
    await importConversations(bob, file, now);
    const calls = await bob.run((tx) =>
      tx
        .select()
        .from(toolCalls)
        .where(eq(toolCalls.userId, bob.userId))
        .orderBy(asc(toolCalls.contentOffset), asc(toolCalls.id)),
    );
    expect(calls.map(({ state }) => state)).toEqual(['succeeded', 'failed', 'denied']);
    expect(calls[0]?.output).toMatchObject({ batch_id: NIL });
    expect(calls[2]?.error).toMatch(/still waited/);
  });

  it('is not unread, and is its new owner’s alone', async () => {
    await fullConversation(ann);
    const file = await exported(ann);
    Object.assign(file.conversations[0], { pinned_at: null, archived_at: null });
    const { imported } = await importConversations(bob, file, now);
    const [row] = (await listConversations(bob, { now })).conversations;
    expect(row).toMatchObject({
      id: imported[0]?.id,
      unread: false,
      updated_at: at(9).toISOString(),
    });
    expect(await getConversation(ann, imported[0]?.id ?? '')).toBeNull();
  });
});

describe('a hostile file', () => {
  let file: File;
  beforeEach(async () => {
    await fullConversation(ann);
    file = await exported(ann);
  });

  const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

  it.each<[string, (conversation: File) => void, string, RegExp]>([
    [
      'a message that follows itself',
      (c) => {
        c.messages[2].parent = c.messages[3].id;
      },
      'messages.2.parent',
      /follows itself/,
    ],
    [
      'a parent that is not there',
      (c) => {
        c.messages[1].parent = 'nobody';
      },
      'messages.1.parent',
      /not there/,
    ],
    [
      'two messages of one id',
      (c) => {
        c.messages[1].id = c.messages[0].id;
      },
      'messages',
      /same id/,
    ],
    [
      'a role that does not exist',
      (c) => {
        c.messages[0].role = 'system';
      },
      'messages.0.role',
      /user/,
    ],
    [
      'a blank question',
      (c) => {
        c.messages[0].content = ' \u200b\n';
      },
      'messages.0.content',
      /blank/,
    ],
    [
      'a question that still runs',
      (c) => {
        c.messages[1].status = 'streaming';
      },
      'messages.1.status',
      /Invalid/,
    ],
    [
      'tools that a person used',
      (c) => {
        c.messages[0].tool_calls = c.messages[1].tool_calls;
      },
      'messages.0.tool_calls',
      /assistant/,
    ],
    [
      'a call behind the end',
      (c) => {
        c.messages[1].tool_calls[0].content_offset = 1e6;
      },
      'messages.1.tool_calls',
      /behind/,
    ],
    [
      'the name of no tool',
      (c) => {
        c.messages[1].tool_calls[0].tool_name = '<script>';
      },
      'messages.1.tool_calls.0.tool_name',
      /tool/,
    ],
    [
      'NUL in a text',
      (c) => {
        c.messages[0].content = 'a\0b';
      },
      'messages.0.content',
      /stored/,
    ],
    [
      'NUL in a tool’s input',
      (c) => {
        c.messages[1].tool_calls[0].input.note = '\0';
      },
      'messages.1.tool_calls.0.input.note',
      /stored/,
    ],
    [
      'half a character',
      (c) => {
        c.title = '\ud83e';
      },
      'title',
      /stored/,
    ],
    [
      'a field named __proto__',
      (c) => {
        c.messages[1].tool_calls[0].input = JSON.parse('{"__proto__":{"admin":true}}');
      },
      'messages.1.tool_calls.0.input',
      /name/,
    ],
    [
      'a very deep value',
      (c) => {
        c.messages[1].tool_calls[0].output = deep(500_000);
      },
      'messages.1.tool_calls.0.output',
      /deep/,
    ],
    [
      'a time in the year 9999',
      (c) => {
        c.updated_at = '9999-12-31T00:00:00.000Z';
      },
      'updated_at',
      /now/,
    ],
    [
      'a title that is too long',
      (c) => {
        c.title = 'x'.repeat(201);
      },
      'title',
      /200/,
    ],
    [
      'a text that is too long',
      (c) => {
        c.messages[0].content = 'x'.repeat(200_001);
      },
      'messages.0.content',
      /200000/,
    ],
    [
      'an owner',
      (c) => {
        c.user_id = uuidv7();
      },
      'user_id',
      /Unrecognized/,
    ],
    [
      'a number for a conversation',
      (c) => {
        for (const key of Object.keys(c)) delete c[key];
      },
      'id',
      /string/,
    ],
  ])(
    'with %s is refused by its path, and the good conversation beside it comes in',
    async (_, spoil, path, error) => {
      const good = structuredClone(file.conversations[0]);
      spoil(file.conversations[0]);
      const result = await importConversations(
        bob,
        { ...file, conversations: [file.conversations[0], good] },
        now,
      );
      expect(result.imported.map(({ place }) => place)).toEqual([1]);
      expect(result.refused).toHaveLength(1);
      expect(result.refused[0]?.error).toMatch(error);
      expect(result.refused[0]?.field?.startsWith(`conversations.0.${path}`)).toBe(true);
      expect((await exported(bob)).conversations).toHaveLength(1);
    },
  );

  it.each([
    [null],
    [[]],
    ['text'],
    [{ conversations: [] }],
    [
      {
        kind: 'saydo.conversations',
        version: 2,
        exported_at: now.toISOString(),
        conversations: [],
      },
    ],
  ])('that is no such file (%j) is refused as a whole', async (value) => {
    await expect(importConversations(bob, value, now)).rejects.toThrow(HttpError);
  });

  it('with conversations that are none is refused one by one', async () => {
    const result = await importConversations(
      bob,
      { ...file, conversations: [null, 7, 'x', []] },
      now,
    );
    expect(result.imported).toEqual([]);
    expect(result.refused.map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  });

  it('with ids of Ann’s own messages touches nothing of hers', async () => {
    const before = await exported(ann);
    file.conversations[0].messages[0].content = 'overwritten';
    await importConversations(bob, file, now);
    await importConversations(ann, file, now);
    const after = await exported(ann);
    expect(after.conversations).toHaveLength(2);
    expect(after.conversations.find(({ id }: File) => id === before.conversations[0].id)).toEqual(
      before.conversations[0],
    );
  });
});

it('Markdown has what is shown, with what was done, and no other version', async () => {
  const id = await fullConversation(ann);
  await ann.run((tx) =>
    tx
      .update(messages)
      .set({ active: true })
      .where(and(eq(messages.userId, ann.userId), eq(messages.status, 'stopped'))),
  );
  const conversation = await getConversation(ann, id);
  const markdown = await textOf(exportMarkdown(ann, conversation, 'Europe/Berlin'));
  expect(markdown).toBe(`# Milk “and” 🥛

**Saydo**, Sun, 22 Nov 2026, 09:00

Added it. 🥛 Anything else?

- Added “Milk”.

_Stopped._

**You**, Sun, 22 Nov 2026, 09:00

add *oat* milk

**Saydo**, Sun, 22 Nov 2026, 09:00

_Broke off._
`);
  expect(markdown).not.toContain('add milk');
  expect(await textOf(exportMarkdown(bob, null, 'UTC'))).toBe('');
});
