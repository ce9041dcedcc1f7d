import { and, asc, eq } from 'drizzle-orm';
import { NIL, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { deleteConversation, getConversation, listConversations } from '..';
import { exportMarkdown } from '.';
import {
  at,
  exported,
  type File,
  fullConversation,
  importFile,
  now,
  textOf,
  withoutIds,
} from './test/files';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

describe('a file that Ann exported', () => {
  it('gives Bob the same conversations, and his export is the same but for ids', async () => {
    await fullConversation(ann);
    await fullConversation(ann);
    const file = await exported(ann);
    const result = await importFile(bob, file);
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
    for (const _ of [1, 2]) await importFile(ann, file);
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
    expect((await importFile(bob, file)).refused).toEqual([]);
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
    const { imported } = await importFile(bob, file);
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
    await importFile(bob, file);
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
    const { imported } = await importFile(bob, file);
    const [row] = (await listConversations(bob, { now })).conversations;
    expect(row).toMatchObject({
      id: imported[0]?.id,
      unread: false,
      updated_at: at(9).toISOString(),
    });
    expect(await getConversation(ann, imported[0]?.id ?? '')).toBeNull();
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
