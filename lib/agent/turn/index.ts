import { createUIMessageStreamResponse } from 'ai';
import type { Clock } from '@/lib/clock';
import { type MessageRow, withToolCalls } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import type { Patience } from '../agent';
import type { ChosenModel } from '../models';
import { toUiMessage } from '../thread';
import { beginTurn } from './begin';
import { decideApproval } from './decide';
import { replay } from './replay';
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
  return begun.kind === 'done' ? showStored(asker, begun.answer) : write(asker, begun.answer);
}

/** Approves or declines a call that waits; the response streams how the answer goes on. */
export async function decide(
  asker: Asker,
  decision: { conversationId: string; approvalId: string; approved: boolean },
): Promise<Answering> {
  const { scope, clock, chosen } = asker;
  const decided = await decideApproval(scope, { ...decision, model: chosen.id, now: clock.now });
  return decided.goOn ? write(asker, decided.answer) : showStored(asker, decided.answer);
}

/** Writes the answer, also when nobody reads any more. */
async function write(asker: Asker, row: MessageRow): Promise<Answering> {
  const answer = await stored(asker.scope, row);
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
  const run = { scope, answer, clock, patience, model: asker.chosen.model };
  const ended = runAnswer(run, (chunk) => reader?.enqueue(chunk)).then(() => reader?.close());
  return { response: createUIMessageStreamResponse({ stream }), ended };
}

async function showStored(asker: Asker, row: MessageRow): Promise<Answering> {
  const message = toUiMessage(await stored(asker.scope, row));
  const response = createUIMessageStreamResponse({ stream: ReadableStream.from(replay(message)) });
  return { response, ended: Promise.resolve() };
}

async function stored(scope: Scope, row: MessageRow) {
  const [message] = await scope.run((tx) => withToolCalls(tx, scope, [row]));
  if (!message) throw new Error('A message without itself.');
  return message;
}
