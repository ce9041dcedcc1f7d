import { readUIMessageStream } from 'ai';
import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { taskView } from '@/lib/tasks/test/task-view';
import { readEvents } from './read-stream';
import { addChunk, type Chunk, startDraft } from './write-answer';

const task = taskView({ id: '0190e5a0-0000-7000-8000-000000000001', title: 'buy milk' });
const written = { tasks: [task], failures: [], batch_id: '0190e5a0-0000-7000-8000-00000000000b' };

const answer: Chunk[] = [
  { type: 'start', messageId: 'a', messageMetadata: { status: 'streaming' } },
  { type: 'start-step' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'Adding ' },
  { type: 'text-delta', id: '0', delta: 'it.' },
  { type: 'text-end', id: '0' },
  { type: 'tool-input-start', toolCallId: 'c1', toolName: 'add_task' },
  { type: 'tool-input-available', toolCallId: 'c1', toolName: 'add_task', input: { tasks: [] } },
  { type: 'tool-output-available', toolCallId: 'c1', output: written },
  { type: 'tool-input-available', toolCallId: 'c2', toolName: 'get_task', input: { id: 'x' } },
  { type: 'tool-output-error', toolCallId: 'c2', errorText: 'No such task.' },
  { type: 'finish-step' },
  { type: 'start-step' },
  { type: 'tool-input-available', toolCallId: 'c3', toolName: 'delete_task', input: { ids: [] } },
  { type: 'tool-approval-request', toolCallId: 'c3', approvalId: 'p', reason: 'Deletes 2 tasks.' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'Shall I?' },
  { type: 'text-end', id: '0' },
  { type: 'finish-step' },
  { type: 'finish', messageMetadata: { status: 'complete', model: 'built-in' } },
];

test('an answer reads as the AI SDK reads it, chunk by chunk', async () => {
  let theirs: SaydoMessage | undefined;
  const stream = streamOf(answer);
  for await (const message of readUIMessageStream<SaydoMessage>({ stream })) theirs = message;
  const ours = answer.reduce(addChunk, startDraft()).message;
  expect(plain(ours)).toEqual(plain(theirs));
});

test('an approved call goes on in the answer that asked', () => {
  const asked = answer.reduce(addChunk, startDraft()).message;
  const rest: Chunk[] = [
    { type: 'start', messageId: 'a' },
    { type: 'tool-output-available', toolCallId: 'c3', output: written },
  ];
  const [deleted] = rest.reduce(addChunk, startDraft(asked)).message.parts.slice(-2);
  expect(deleted).toMatchObject({ type: 'tool-delete_task', state: 'output-available' });
});

test('a call that was decided elsewhere and still runs asks for nothing any more', () => {
  const decided: Chunk = { type: 'tool-approval-response', approvalId: 'p', approved: true };
  const { parts } = [...answer, decided].reduce(addChunk, startDraft()).message;
  expect(parts.find(({ type }) => type === 'tool-delete_task')).toMatchObject({
    state: 'approval-responded',
    approval: { id: 'p', approved: true },
  });
});

test('events are read whole, however the network cuts them', async () => {
  const bytes = new TextEncoder().encode(
    'data: {"text":"größer"}\n\ndata: {"text":"b"}\n\ndata: [DONE]\n\n',
  );
  const cut = [...bytes].map((byte) => Uint8Array.of(byte));
  const read: unknown[] = [];
  for await (const event of readEvents(streamOf(cut))) read.push(event);
  expect(read).toEqual([{ text: 'größer' }, { text: 'b' }]);
});

function streamOf<Item>(items: Item[]): ReadableStream<Item> {
  return new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item);
      controller.close();
    },
  });
}

/** Without fields that are there but undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
