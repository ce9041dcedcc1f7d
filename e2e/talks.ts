import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect } from '@playwright/test';

/**
 * Gives the person of `request` a conversation of so many messages, question and answer in turn, through
 * the door that imports exported ones. "Question 1" is the oldest; returns the conversation's id.
 */
export async function bringTalk(
  request: APIRequestContext,
  baseURL: string | undefined,
  count: number,
): Promise<string> {
  const begun = Date.now() - count * 60_000;
  const at = (place: number) => new Date(begun + place * 60_000).toISOString();
  const ids = Array.from({ length: count }, () => randomUUID());
  const messages = ids.map((id, place) => ({
    id,
    parent: ids[place - 1] ?? null,
    role: place % 2 === 0 ? 'user' : 'assistant',
    status: 'complete',
    content: place % 2 === 0 ? `Question ${place / 2 + 1}` : answerTo((place + 1) / 2),
    model: null,
    input_tokens: null,
    output_tokens: null,
    error: null,
    created_at: at(place),
    finished_at: null,
    active: true,
    tool_calls: [],
    rating: null,
  }));
  const conversation = {
    id: randomUUID(),
    title: `A talk of ${count} messages`,
    titled_by: 'person',
    created_at: at(0),
    updated_at: at(count),
    pinned_at: null,
    archived_at: null,
    messages,
  };
  const answer = await request.post('/api/conversations/import', {
    headers: { origin: baseURL ?? '' },
    data: {
      kind: 'saydo.conversations',
      version: 1,
      exported_at: new Date().toISOString(),
      conversations: [conversation],
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const [brought] = (await answer.json()).imported;
  return brought.id;
}

/** Answers are of different lengths, as they are. */
function answerTo(number: number): string {
  return `Answer ${number}. ${'Some words about it. '.repeat(1 + (number % 7) * 3)}`;
}
