import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { testClock } from '@/lib/test-clock';
import { converse } from '../test-conversation';
import { readScript } from './test-script';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const script = readScript();

// It is Sunday 22 November 2026, 10:00.
describe.each(script)('$subject', ({ conversations }) => {
  it.each(conversations)('$title', ({ exchanges }) => converse(test.db, testClock(), exchanges));
});

it('the script holds at least 60 conversations of two to eight turns', () => {
  const conversations = script.flatMap((part) => part.conversations);
  expect(conversations.length).toBeGreaterThanOrEqual(60);
  for (const { title, exchanges } of conversations) {
    expect(exchanges.length, title).toBeGreaterThanOrEqual(2);
    expect(exchanges.length, title).toBeLessThanOrEqual(8);
  }
});
