import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { v7 as uuidv7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { fitHistory } from '@/lib/agent/history';
import { toUiMessage } from '@/lib/agent/thread';
import type { StoredMessage } from '@/lib/conversations';
import { taskView } from '@/lib/tasks/test/task-view';
import { tools } from '@/lib/tools';
import { ShellContext } from '../layout/shell-context';
import { spokenParts } from './spoken';
import { ThreadContext } from './thread-context';
import { ToolCall } from './tool-call';
import { indexTasks, isToolPart } from './tool-parts';

vi.mock('@/lib/tasks/actions', () => ({}));

/** What a file may say in place of a day, a text or a number. */
const odd = fc.oneof(
  fc.constantFrom(null, '', '2026-02-30', '9999-99-99', '0000-00-00', 'today', 0, -1, 1e308, true),
  fc.constantFrom([], {}, 'x'.repeat(100_000), '\u202e', '2026-12-01', '25:61', 'Mars/Olympus'),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A task as it should be, but for some of its fields. */
const task = fc
  .tuple(fc.constantFrom(...Object.keys(taskView({}))), odd, fc.boolean(), fc.uuid())
  .map(([field, value, without, id]) => {
    const shown: Record<string, unknown> = { ...taskView({}), id, [field]: value };
    if (without) delete shown[field];
    return shown;
  });

const entry = fc.record({
  task_id: fc.uuid(),
  actor: fc.constantFrom('user', 'assistant'),
  update_type: fc.string(),
  content: fc.string(),
  batch_id: fc.uuid(),
  undone: fc.boolean(),
  created_at: fc.oneof(odd, fc.constant('2026-11-22T09:00:00.000Z')),
});

const output = fc.oneof(
  odd,
  fc.record({ tasks: fc.array(fc.oneof(task, odd)), failures: odd, batch_id: odd }),
  fc.record({ tasks: fc.array(task), failures: fc.constant([]), batch_id: fc.constant(null) }),
  fc.record({ tasks: fc.array(task), next_cursor: odd, total: odd, understood: odd }),
  fc.record({
    ...{ tasks: fc.array(task), next_cursor: fc.constant(null) },
    ...{ total: fc.integer(), understood: fc.string() },
  }),
  fc.record({ task }),
  fc.record({ entries: fc.oneof(fc.array(entry), odd) }),
  fc.record({ sentence: odd, before: odd, next_weekday: odd, date_order: odd }),
);

const input = fc.oneof(
  odd,
  fc.record({ ids: fc.oneof(fc.array(fc.oneof(fc.uuid(), odd)), odd) }),
  fc.record({ tasks: fc.oneof(fc.array(fc.record({ id: fc.uuid(), due_date: odd })), odd) }),
  fc.record({ shown: odd, search: odd }, { requiredKeys: [] }),
  fc.constant({}),
);

const call = fc.record({
  toolName: fc.constantFrom(...tools.map(({ name }) => name), 'wipe', 'constructor', '__proto__'),
  state: fc.constantFrom('pending_approval', 'running', 'succeeded', 'failed', 'denied'),
  input,
  output,
  actionTaken: fc.option(fc.string()),
  error: fc.option(fc.string()),
});

test('whatever input and output a file says of a call, its message is shown, read out and told to a model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 6 }), async (calls) => {
      const stored = messageWith(calls);
      expect(show(stored).length).toBeGreaterThan(0);
      await fitHistory([question, stored]);
    }),
    { numRuns: 1000, seed: 20261 },
  );
}, 90_000);

test('a day that does not exist is no day of a card: the call is told in a line', () => {
  for (const due_date of ['2026-02-30', '9999-99-99', '', 'soon']) {
    const output = { tasks: [taskView({ due_date })], failures: [], batch_id: null };
    const shown = show(
      messageWith([{ ...done('add_task', { tasks: [{ title: 'Milk' }] }), output }]),
    );
    expect(shown).toContain('can’t be shown any more');
  }
});

test('of 10,000 tasks in one answer a hundred are rows, and the number says the rest', () => {
  const rows = Array.from({ length: 10_000 }, () => taskView({ id: uuidv7(), title: 'Milk' }));
  const output = { tasks: rows, next_cursor: null, total: 10_000, understood: 'Open tasks' };
  const stored = messageWith([{ ...done('list_tasks', {}), output }]);
  const [part] = toUiMessage(stored).parts.filter(isToolPart);
  expect(part).toMatchObject({ output: { total: 10_000, tasks: { length: 100 } } });
  expect(show(stored)).toContain('10000');
});

test('of 5,000 calls in one answer the first 300 are shown, and a line says the rest', () => {
  const stored = messageWith(Array.from({ length: 5000 }, () => done('wipe', {})));
  expect(toUiMessage(stored).parts.at(-1)).toMatchObject({
    text: '4700 more steps were made here, which can’t be shown.',
  });
});

function done(toolName: string, input: unknown) {
  return { toolName, input, output: null, state: 'succeeded', actionTaken: null, error: null };
}

const at = new Date('2026-11-22T09:00:00Z');
const question = messageFrom('user', 'hello');

function messageFrom(role: 'user' | 'assistant', content: string): StoredMessage {
  return {
    ...{ id: uuidv7(), userId: 'ann', conversationId: uuidv7(), role, content, createdAt: at },
    ...{ status: 'complete', toolCalls: [] },
  } as unknown as StoredMessage;
}

function messageWith(calls: object[]): StoredMessage {
  const message = messageFrom('assistant', 'Before. After.');
  const toolCalls = calls.map((given, place) => ({
    ...{ id: uuidv7(), callId: `call ${place}`, step: place, contentOffset: 8, startedAt: at },
    ...given,
  }));
  return { ...message, toolCalls } as unknown as StoredMessage;
}

/** Everything that the chat makes of a message. */
function show(stored: StoredMessage): string {
  const message = toUiMessage(stored);
  const index = indexTasks([message]);
  const calls = message.parts.filter(isToolPart);
  const said = spokenParts(message, true).map(({ text }) => text);
  const cards = calls.map((part, place) =>
    renderToStaticMarkup(
      <ShellContext value={{ timeZone: 'Europe/Berlin' } as never}>
        <ThreadContext value={{ index, decide: async () => {} }}>
          <ToolCall part={part} live={false} later={calls.slice(place + 1)} open undone={false} />
        </ThreadContext>
      </ShellContext>,
    ),
  );
  return [...said, ...cards].join(' ');
}
