import type { Database } from '@/db';
import type { Clock } from '@/lib/clock';
import { type MessageRow, type StoredMessage, withToolCalls } from '@/lib/conversations';
import { joinTransaction, type Scope } from '@/lib/scope';
import { changedElsewhere, type ElsewhereChange } from '@/lib/tasks';
import type { Patience } from '../agent';
import { TOLD } from '../background';
import { fitHistory, readHistory } from '../history';
import type { ChosenModel } from '../models';
import { readSummary, type Summary } from '../summary';
import { toUiMessage } from '../thread';
import { isLong, tidyUp } from './afterwards';
import { beginTurn } from './begin';
import { decideApproval } from './decide';
import { followRunning } from './follow';
import { countAnswer } from './limit';
import { type AnswerLog, createAnswerLog } from './log';
import { beginAnother, beginEdit } from './replace';
import { replay, replayParts, replayStart } from './replay';
import { respond } from './respond';
import { runAnswer } from './run';
import type { Begun } from './store-turn';
import type { Chunk } from './transcript';
import { requireOpen } from './wind-down';

export { stopAnswer } from './stop';

/** Who asks and when, what dates mean for them, and which model answers. */
export type Asker = {
  scope: Scope;
  /** Counts their answers: what counts them must not be theirs to change. */
  db: Database;
  now: Date;
  /** Reads the person's clock, once a turn, in the transaction that begins it. */
  readClock: (scope: Scope) => Promise<Clock>;
  chosen: ChosenModel;
  patience?: Patience;
};

/** An answer on its way: the response to the reader, and when it has ended for good. */
export type Answering = { response: Response; ended: Promise<void> };

/** Says something in a conversation; the response streams the answer. Both ids are the client's. */
export async function say(
  asker: Asker,
  message: { conversationId: string; messageId: string; text: string },
): Promise<Answering> {
  const wait = await mayAsk(asker);
  const turn = await open(asker, message.conversationId, (scope, now) =>
    beginTurn(scope, { ...message, model: asker.chosen.id, now, wait }),
  );
  if (turn.kind === 'done') return showStored(turn.answer);
  return write(asker, turn, [...replayParts(toUiMessage(turn.answer))]);
}

/** Says something in place of an earlier message; otherwise as `say`. */
export async function edit(
  asker: Asker,
  message: {
    conversationId: string;
    messageId: string;
    text: string;
    replaces: string;
    takeBack: boolean;
  },
): Promise<Answering> {
  const wait = await mayAsk(asker);
  const turn = await open(asker, message.conversationId, (scope, now, clock) =>
    beginEdit(scope, { ...message, model: asker.chosen.id, now, clock, wait }),
  );
  if (turn.kind === 'done') return showStored(turn.answer);
  return write(asker, turn, [...replayParts(toUiMessage(turn.answer))]);
}

/** Answers the same question once more; `answerId` is the client's. The response streams it. */
export async function regenerate(
  asker: Asker,
  wanted: { conversationId: string; answerId: string; replaces: string; takeBack: boolean },
): Promise<Answering> {
  const wait = await mayAsk(asker);
  const turn = await open(asker, wanted.conversationId, (scope, now, clock) =>
    beginAnother(scope, { ...wanted, model: asker.chosen.id, now, clock, wait }),
  );
  if (turn.kind === 'done') return showStored(turn.answer);
  return write(asker, turn, [...replayParts(toUiMessage(turn.answer))]);
}

/** Approves or declines a call that waits; the response streams how the answer goes on. */
export async function decide(
  asker: Asker,
  decision: { conversationId: string; approvalId: string; approved: boolean },
): Promise<Answering> {
  const turn = await open(asker, decision.conversationId, (scope, now) =>
    decideApproval(scope, { ...decision, model: asker.chosen.id, now }),
  );
  if (turn.kind === 'done') return showStored(turn.answer);
  // This reader has the answer so far; it only can't know which calls were declined.
  const denied = turn.answer.toolCalls.filter(({ state }) => state === 'denied');
  return write(
    asker,
    turn,
    denied.map(({ callId }) => ({ type: 'tool-output-denied', toolCallId: callId })),
  );
}

/** Streams the answer that runs in the user's conversation, from its beginning; null when none does. */
export async function followAnswer(scope: Scope, conversationId: string): Promise<Response | null> {
  const stream = await followRunning(scope, conversationId);
  return stream && respond(stream);
}

type Turn = {
  kind: Begun['kind'];
  answer: StoredMessage;
  clock: Clock;
  history: StoredMessage[];
  changes: ElsewhereChange[];
};

/** Counts the answer; a server that is about to end counts none. */
function mayAsk({ db, scope, now }: Asker): Promise<number> {
  requireOpen();
  return countAnswer(db, scope.userId, now);
}

/** Begins a turn and reads what it needs, all in one transaction: each is a wait for the reader. */
async function open(
  asker: Asker,
  conversationId: string,
  begin: (scope: Scope, now: Date, clock: Clock) => Promise<Begun>,
): Promise<Turn> {
  requireOpen();
  return asker.scope.run(async (tx) => {
    const scope = joinTransaction(asker.scope, tx);
    const clock = await asker.readClock(scope);
    const { kind, answer } = await begin(scope, clock.now, clock);
    const history = await readHistory(scope, conversationId, clock.now);
    const changes = kind === 'run' ? await readChanges(scope, history, answer) : [];
    const turn = { kind, clock, history, changes };
    const stored = history.find(({ id }) => id === answer.id);
    if (stored) return { ...turn, answer: stored };
    const [old] = await withToolCalls(tx, scope, [answer]);
    if (!old) throw new Error('A message without itself.');
    return { ...turn, answer: old };
  });
}

/** What became of the tasks since the answer before this one, by the person's hand or elsewhere. */
async function readChanges(
  scope: Scope,
  history: StoredMessage[],
  answer: MessageRow,
): Promise<ElsewhereChange[]> {
  const before = history.findLast(({ role, id }) => role === 'assistant' && id !== answer.id);
  if (!before) return [];
  const { conversationId } = answer;
  return changedElsewhere(scope, {
    conversationId,
    since: before.createdAt,
    limit: TOLD.changes,
  });
}

/** Writes the answer, also when nobody reads any more. */
function write(asker: Asker, turn: Turn, opening: Chunk[]): Answering {
  const log = createAnswerLog();
  const ended = writeToEnd(asker, turn, log);
  return {
    response: respond(log.read([replayStart(toUiMessage(turn.answer)), ...opening])),
    ended,
  };
}

async function writeToEnd(asker: Asker, turn: Turn, log: AnswerLog): Promise<void> {
  const { scope, chosen, patience } = asker;
  const { answer, clock, history, changes } = turn;
  let dropped = 0;
  let summary: Summary | null = null;
  const prepare = async () => {
    const fitted = await fitHistory(history);
    dropped = fitted.dropped;
    if (isLong(history, dropped)) summary = await readSummary(scope, answer.conversationId);
    return { prompt: fitted.prompt, background: { changes, summary: summary?.text ?? null } };
  };
  const run = { scope, answer, clock, prepare, model: chosen.model, patience, log };
  const ended = await runAnswer(run);
  await tidyUp({ scope, chosen, answer, history, dropped, summary, now: clock.now }, ended);
}

function showStored(answer: StoredMessage): Answering {
  const log = createAnswerLog();
  log.end();
  return {
    response: respond(log.read([...replay(toUiMessage(answer))])),
    ended: Promise.resolve(),
  };
}
