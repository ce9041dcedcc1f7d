import type { ModelMessage } from 'ai';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { testClock } from '@/lib/test-clock';
import { fitHistory, HISTORY, readHistory } from './history';

const { now } = testClock();
let test: TestDatabase;
let ann: Scope;
let conversationId: string;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  conversationId = uuidv4();
});

/** A conversation of so many questions, each answered with a call and words. */
async function talk({ turns, words }: { turns: number; words: string }) {
  const own = { userId: ann.userId, conversationId };
  const begun = now.getTime() - turns * 10_000;
  const rows = Array.from({ length: turns }, (_, turn) => {
    const [question, answer] = [uuidv7(), uuidv7()];
    const at = (seconds: number) => new Date(begun + turn * 10_000 + seconds * 1000);
    return {
      question: { id: question, content: `question ${turn}. ${words}`, createdAt: at(0) },
      answer: { id: answer, parentId: question, content: `answer ${turn}`, createdAt: at(1) },
      call: { messageId: answer, callId: `call_${turn}`, step: 0, contentOffset: 0 },
    };
  });
  await ann.run(async (tx) => {
    await tx.insert(conversations).values({ userId: ann.userId, id: conversationId });
    await tx.insert(messages).values(
      rows.flatMap(({ question, answer }) => [
        { ...own, ...question, role: 'user' as const, status: 'complete' as const },
        { ...own, ...answer, role: 'assistant' as const, status: 'complete' as const },
      ]),
    );
    await tx.insert(toolCalls).values(
      rows.map(({ call }) => ({
        userId: ann.userId,
        ...call,
        toolName: 'list_tasks',
        input: {},
        output: { tasks: [], understood: words },
        state: 'succeeded' as const,
      })),
    );
  });
}

const bytes = (history: ModelMessage[]) => Buffer.byteLength(JSON.stringify(history));

function expectWhole(history: ModelMessage[]) {
  expect(history[0]?.role).toBe('user');
  const idsOf = (type: string) =>
    history.flatMap(({ content }) => {
      const parts: { type: string }[] = typeof content === 'string' ? [] : content;
      return parts.flatMap((part) =>
        part.type === type && 'toolCallId' in part ? [part.toolCallId] : [],
      );
    });
  expect(idsOf('tool-result')).toEqual(idsOf('tool-call'));
}

describe('a long conversation', () => {
  it.each([
    ['many short messages', { turns: 200, words: 'short' }],
    ['few long ones', { turns: 25, words: 'a long story '.repeat(400) }],
    ['long ones in another script', { turns: 25, words: '牛乳を買う'.repeat(400) }],
  ])('of %s is shown to the model from its end, as far as fits', async (_, conversation) => {
    await talk(conversation);
    const { prompt: history } = await fitHistory(await readHistory(ann, conversationId, now));
    const text = JSON.stringify(history);
    expect(text).toContain(`question ${conversation.turns - 1}.`);
    expect(text).toContain(`answer ${conversation.turns - 1}`);
    expect(text).not.toContain('question 0.');
    expect(bytes(history)).toBeLessThanOrEqual(HISTORY.tokens * 4);
    expectWhole(history);
  });

  it('never loses the newest question, however much was done for it', async () => {
    await talk({ turns: 3, words: 'a long story '.repeat(400) });
    const { prompt: history } = await fitHistory(await readHistory(ann, conversationId, now), 10);
    expect(JSON.stringify(history)).toContain('question 2.');
    expect(JSON.stringify(history)).not.toContain('question 1.');
    expectWhole(history);
  });

  it('is cut before a question, never before an answer', async () => {
    await talk({ turns: 10, words: 'short' });
    const messages = await readHistory(ann, conversationId, now);
    for (const limit of [3, 4, 5, 6, 7])
      expectWhole((await fitHistory(messages.slice(-limit))).prompt);
  });
});
