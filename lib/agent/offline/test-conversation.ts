import { type ModelMessage, streamText } from 'ai';
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { Database } from '@/db';
import { tasks } from '@/db/schema';
import { createUser } from '@/db/test-database';
import { getClock, savePreferences, storeFirstVisit } from '@/lib/account/preferences';
import { agentSettings } from '@/lib/agent/agent';
import { approvalPolicy } from '@/lib/agent/turn/approval';
import type { Clock } from '@/lib/clock';
import { createScope, type Scope } from '@/lib/scope';
import { taskColumns } from '@/lib/tasks/view';
import { callTool } from '@/lib/tools/call';
import { createOfflineModel } from './model';

/** A person in a conversation with the built-in assistant, on the real agent loop, tools and database. */
export async function startConversation(db: Database, start: Clock) {
  const scope = createScope(db, (await createUser(db)).id);
  await startWith(scope, start);
  const model = createOfflineModel();
  let messages: ModelMessage[] = [];
  let waiting: string[] = [];
  // One answer, before and after a decision, is one batch and one count towards an approval.
  let batchId = uuidv7();
  let done: Parameters<typeof approvalPolicy>[0] = [];

  async function run(): Promise<string> {
    const clock = await getClock(scope, start.now);
    const settings = agentSettings({
      model,
      clock,
      runCall: async (name, input) => {
        const change = { actor: 'assistant' as const, batchId, clock };
        const { output } = await callTool(name, input, { scope, clock, change });
        done = [...done, { state: 'succeeded', toolName: name, input }];
        return output;
      },
      needsApproval: approvalPolicy(done),
    });
    const result = streamText({ ...settings, messages });
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
      batchId = uuidv7();
      done = [];
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
    /** The newest tool result. */
    lastResult() {
      const results = messages.flatMap(({ role, content }) =>
        role === 'tool' ? content.filter((part) => part.type === 'tool-result') : [],
      );
      const output = results.at(-1)?.output;
      return { output: output?.type === 'json' ? output.value : null };
    },
    /** The tasks in the database as lines: "title | date time | rule | priority | … | state | notes". */
    async rows(): Promise<string[]> {
      const stored = await db
        .select(taskColumns)
        .from(tasks)
        .where(eq(tasks.userId, scope.userId))
        .orderBy(asc(tasks.id));
      return stored.map((task) =>
        [
          task.title,
          [task.dueDate, task.dueTime?.slice(0, 5)].filter(Boolean).join(' '),
          task.recurrence,
          task.recurrence && task.recurrenceFrom === 'completion' ? 'from completion' : '',
          task.priority === 'none' ? '' : task.priority,
          task.deadline && `deadline ${task.deadline}`,
          task.durationMinutes && `${task.durationMinutes}m`,
          task.project && `+${task.project}`,
          task.labels.map((label) => `#${label}`).join(' '),
          task.deletedAt ? 'deleted' : task.completedAt ? 'done' : '',
          task.description,
        ]
          .filter(Boolean)
          .join(' | '),
      );
    },
  };
}

/** Somebody's preferences as the clock has them: an order that nobody chose came from their browser. */
async function startWith(scope: Scope, clock: Clock) {
  const { timeZone, weekStart, dateOrder, nextWeekday, dayParts } = clock;
  await storeFirstVisit(scope, { timeZone, weekStart, dateOrder });
  const chosen = clock.dateOrderChosen ? { dateOrder } : {};
  await savePreferences(scope, { timeZone, weekStart, nextWeekday, dayParts, ...chosen });
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
