import pLimit from 'p-limit';
import type { StoredMessage } from '@/lib/conversations';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { nameFailure } from '../failures';
import { HISTORY } from '../history';
import type { ChosenModel } from '../models';
import { isFirstTurn, nameConversation } from '../name';
import { extendSummary, type Summary } from '../summary';
import type { Ended } from './run';

/** What a turn leaves to do, when nobody waits any more. */
export type Afterwards = {
  scope: Scope;
  chosen: ChosenModel;
  answer: StoredMessage;
  /** All that was read of the conversation when the turn began. */
  history: StoredMessage[];
  /** How many messages of it, the oldest, the model did not see. */
  dropped: number;
  summary: Summary | null;
  now: Date;
};

/** Whether there is, or may be, more of a conversation than the model sees. */
export function isLong(history: StoredMessage[], dropped: number): boolean {
  return dropped > 0 || history.length >= HISTORY.messages;
}

/** A few at a time: nobody waits for a title, and hundreds of answers may end in the same second. */
const titles = pLimit(8);
/** More than wait at a server that works. A model that hangs takes half a minute for each. */
const MOST_TITLES = 1_000;

/** Names a new conversation, and sums up what falls out of a long one. Never throws. */
export async function tidyUp(turn: Afterwards, { status, text }: Ended): Promise<void> {
  const { scope, chosen, history, answer, dropped, summary, now } = turn;
  const { conversationId } = answer;
  const { writer } = chosen;
  try {
    if (writer && status === 'complete' && isFirstTurn(history)) {
      const question = history.find(({ role }) => role === 'user')?.content ?? '';
      await nameInTurn(scope, writer, { conversationId, question, answer: text });
    }
    if (isLong(history, dropped)) {
      const seen = history.slice(dropped);
      await extendSummary(scope, conversationId, { seen, summary, writer, now });
    }
  } catch (error) {
    logError('A conversation was not tidied up', nameFailure(error));
  }
}

/** A function of its own, which holds nothing of the turn while it waits. */
async function nameInTurn(...title: Parameters<typeof nameConversation>): Promise<void> {
  if (titles.pendingCount < MOST_TITLES) await titles(() => nameConversation(...title));
}
