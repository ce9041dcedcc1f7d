import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { messages } from '@/db/schema';
import {
  adding,
  ann,
  conversationId,
  email,
  KEY,
  meetAnn,
  openTitles,
  protocols,
  server,
  storedCalls,
  talkOver,
  thread,
} from './test/openai-talk';

meetAnn();

describe.each(protocols)('over the %s protocol', (protocol) => {
  const { hear } = talkOver(protocol);

  it('words arrive one after the other, and are saved as they came', async () => {
    server.script({ content: 'You have nothing to do today. Enjoy it.', how: { chunkSize: 5 } });
    const { message, chunks } = await hear('what is due?');
    expect(chunks.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(4);
    expect(message.metadata?.status).toBe('complete');
    expect((await thread()).at(-1)?.parts.at(-1)).toMatchObject({
      text: 'You have nothing to do today. Enjoy it.',
    });
    const [row] = await ann.run((tx) =>
      tx.select().from(messages).where(eq(messages.status, 'complete')).orderBy(messages.role),
    );
    expect(row).toBeDefined();
  });

  it('calls over several steps end in saved tasks', async () => {
    server.script(
      { content: 'Adding it. ', ...adding('Milk') },
      { toolCalls: [{ id: 'call_list', name: 'list_tasks', arguments: { due: 'none' } }] },
      { content: 'Milk is on your list.' },
    );
    const { message } = await hear('add milk');
    expect(message.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'tool-add_task',
      'step-start',
      'tool-list_tasks',
      'step-start',
      'text',
    ]);
    expect(await openTitles()).toEqual(['Milk']);
    expect(server.turns()).toHaveLength(3);
    expect((await storedCalls()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  });

  it('several calls in one step are all made', async () => {
    server.script(
      {
        toolCalls: ['Milk', 'Eggs', 'Tea'].map((title) => ({
          name: 'add_task',
          arguments: { tasks: [{ title }] },
        })),
      },
      { content: 'All three are there.' },
    );
    await hear('add milk, eggs and tea');
    expect(await openTitles()).toEqual(['Eggs', 'Milk', 'Tea']);
  });

  it('a call that a tool refuses comes back with what to try, and is mended', async () => {
    server.script(
      {
        toolCalls: [
          {
            name: 'add_task',
            arguments: { tasks: [{ title: 'Tea', due_date: 'someday' }] },
          },
        ],
      },
      adding('Tea'),
      { content: 'Tea is on your list.' },
    );
    const { message } = await hear('add tea');
    expect(JSON.stringify(server.requests()[1]?.body)).toContain('Try next:');
    expect(message.metadata?.status).toBe('complete');
    expect(await openTitles()).toEqual(['Tea']);
  });

  it('arguments that are no JSON come back as an error, and are mended', async () => {
    server.script(
      { toolCalls: [{ name: 'add_task', arguments: '{"tasks": [{"title": "Te' }] },
      adding('Tea'),
      { content: 'Tea is on your list.' },
    );
    const { message } = await hear('add tea');
    expect(message.metadata?.status).toBe('complete');
    expect((await storedCalls()).map(({ state }) => state).sort()).toEqual(['failed', 'succeeded']);
    expect(await openTitles()).toEqual(['Tea']);
    // What came of it stays readable to the model in the turns after.
    server.script({ content: 'Hello.' });
    expect((await hear('hello')).message.metadata?.status).toBe('complete');
  });

  it('knows nothing of who asks: no id, no address, no name', async () => {
    server.script(adding('Milk'), { content: 'Added.' });
    await hear('add milk');
    for (const { body, headers } of server.requests()) {
      const sent = JSON.stringify({ body, headers: { ...headers, authorization: '' } });
      for (const secret of [ann.userId, email, 'Ada', conversationId, KEY])
        expect(sent).not.toContain(secret);
    }
  });
});
