import type { ModelMessage } from 'ai';
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Database } from '@/db';
import { tasks } from '@/db/schema';
import { createUser } from '@/db/test-database';
import { createAgent } from '@/lib/agent/agent';
import type { Clock } from '@/lib/clock';
import { createScope } from '@/lib/scope';
import { affectedBy, callTool } from '@/lib/tools/call';
import { createOfflineModel } from './model';

/** A person in a conversation with the built-in assistant, on the real agent loop, tools and database. */
export async function startConversation(db: Database, clock: Clock) {
  const scope = createScope(db, (await createUser(db)).id);
  const model = createOfflineModel();
  let messages: ModelMessage[] = [];
  let waiting: string[] = [];

  async function run(): Promise<string> {
    const batchId = uuidv7();
    const agent = createAgent({
      model,
      clock,
      runCall: async (name, input) => {
        const change = { actor: 'assistant' as const, batchId, clock };
        return (await callTool(name, input, { scope, clock, change })).output;
      },
      needsApproval: (name, input) => {
        const { changed, deleted } = affectedBy(name, input);
        return changed.length > 5 || deleted.length > 1 ? 'Many tasks at once.' : null;
      },
    });
    const result = await agent.stream({ messages });
    await result.consumeStream({
      onError: (error) => {
        throw error;
      },
    });
    messages = [...messages, ...(await result.responseMessages)];
    waiting = (await result.content).flatMap((part) =>
      part.type === 'tool-approval-request' ? [part.approvalId] : [],
    );
    return result.text;
  }

  return {
    scope,
    /** Says a sentence and gives the answer. */
    say(text: string): Promise<string> {
      messages = [...messages, { role: 'user', content: text }];
      return run();
    },
    /** How many calls wait for the person's word. */
    waiting: () => waiting.length,
    decide(approved: boolean): Promise<string> {
      const content = waiting.map((approvalId) => ({
        type: 'tool-approval-response' as const,
        approvalId,
        approved,
      }));
      messages = [...messages, { role: 'tool', content }];
      return run();
    },
    /** Tool names called so far. */
    calls: () =>
      messages.flatMap(({ role, content }) =>
        role === 'assistant' && typeof content !== 'string'
          ? content.flatMap((part) => (part.type === 'tool-call' ? [part.toolName] : []))
          : [],
      ),
    /** The tasks in the database as lines: "title | date time | priority | state". */
    async rows(): Promise<string[]> {
      const stored = await db
        .select()
        .from(tasks)
        .where(eq(tasks.userId, scope.userId))
        .orderBy(asc(tasks.id));
      return stored.map((task) =>
        [
          task.title,
          [task.dueDate, task.dueTime?.slice(0, 5)].filter(Boolean).join(' '),
          task.priority === 'none' ? '' : task.priority,
          task.deletedAt ? 'deleted' : task.completedAt ? 'done' : '',
          task.description,
        ]
          .filter(Boolean)
          .join(' | '),
      );
    },
  };
}

/** What is said (or the decision on a waiting call), all the person's tasks after it, and words of the answer. */
export type Exchange = [said: string | boolean, rows: string[], answer?: string | RegExp];

/** Holds a conversation with a new person and compares the database after every turn. */
export async function converse(db: Database, clock: Clock, exchanges: Exchange[]) {
  const person = await startConversation(db, clock);
  for (const [said, rows, answer] of exchanges) {
    const text = typeof said === 'boolean' ? await person.decide(said) : await person.say(said);
    expect(await person.rows(), `after “${said}”: ${text}`).toEqual(rows);
    if (answer) expect(text).toMatch(answer);
  }
}
