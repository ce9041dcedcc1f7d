import { createUIMessageStreamResponse } from 'ai';
import type { Clock } from '@/lib/clock';
import { type MessageRow, type StoredMessage, withToolCalls } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import type { Patience } from '../agent';
import type { ChosenModel } from '../models';
import { toUiMessage } from '../thread';
import { beginTurn } from './begin';
import { decideApproval } from './decide';
import { replay, replayParts } from './replay';
import { runAnswer } from './run';
import type { Chunk } from './transcript';

export { stopAnswer } from './stop';

/** Who asks, when, and which model answers. */
export type Asker = { scope: Scope; clock: Clock; chosen: ChosenModel; patience?: Patience };

/** An answer on its way: the response to the reader, and when it has ended for good. */
export type Answering = { response: Response; ended: Promise<void> };

/** Says something in a conversation; the response streams the answer. Both ids are the client's. */
export async function say(
  asker: Asker,
  message: { conversationId: string; messageId: string; text: string },
): Promise<Answering> {
  const { scope, clock, chosen } = asker;
  const begun = await beginTurn(scope, { ...message, model: chosen.id, now: clock.now });
  if (begun.kind === 'done') return showStored(asker, begun.answer);
  const answer = begun.fresh
    ? { ...begun.answer, toolCalls: [] }
    : await stored(scope, begun.answer);
  return write(asker, answer, [...replayParts(toUiMessage(answer))]);
}

/** Approves or declines a call that waits; the response streams how the answer goes on. */
export async function decide(
  asker: Asker,
  decision: { conversationId: string; approvalId: string; approved: boolean },
): Promise<Answering> {
  const { scope, clock, chosen } = asker;
  const decided = await decideApproval(scope, { ...decision, model: chosen.id, now: clock.now });
  if (!decided.goOn) return showStored(asker, decided.answer);
  // This reader has the answer so far; it only can't know which calls were declined.
  const answer = await stored(scope, decided.answer);
  const denied = answer.toolCalls.filter(({ state }) => state === 'denied');
  return write(
    asker,
    answer,
    denied.map(({ callId }) => ({ type: 'tool-output-denied', toolCallId: callId })),
  );
}

/** Writes the answer, also when nobody reads any more. */
function write(asker: Asker, answer: StoredMessage, opening: Chunk[]): Answering {
  let reader: ReadableStreamDefaultController<Chunk> | undefined;
  const stream = new ReadableStream<Chunk>({
    start(controller) {
      reader = controller;
    },
    cancel() {
      reader = undefined;
    },
  });
  const { scope, clock, patience } = asker;
  const model = asker.chosen.model;
  const run = { scope, answer, clock, patience, model, opening };
  const ended = runAnswer(run, (chunk) => reader?.enqueue(chunk)).then(() => reader?.close());
  return { response: createUIMessageStreamResponse({ stream }), ended };
}

async function showStored(asker: Asker, row: MessageRow): Promise<Answering> {
  const message = toUiMessage(await stored(asker.scope, row));
  const stream = new ReadableStream<Chunk>({
    start(controller) {
      for (const chunk of replay(message)) controller.enqueue(chunk);
      controller.close();
    },
  });
  return { response: createUIMessageStreamResponse({ stream }), ended: Promise.resolve() };
}

async function stored(scope: Scope, row: MessageRow) {
  const [message] = await scope.run((tx) => withToolCalls(tx, scope, [row]));
  if (!message) throw new Error('A message without itself.');
  return message;
}
