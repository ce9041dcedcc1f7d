import type { LanguageModelV4 } from '@ai-sdk/provider';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { conversationMetadata, messages } from '@/db/schema';
import { pageMessages, type StoredMessage } from '@/lib/conversations';
import { encodeCursor } from '@/lib/conversations/cursor';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { nameFailure } from './failures';
import { writeWords } from './write';

/** What was said and done in a conversation before the messages that the model sees. */
export type Summary = {
  text: string;
  /** The last message that is in it. */
  through: { id: string; createdAt: Date };
};

/** The longest summary, in characters. */
const SUMMARY_LIMIT = 2_000;
/** How many messages are read for one extension: what is older than these was said too long ago. */
const AT_ONCE = 100;
/** How many of the messages that the model still sees are summed up ahead, so that it is rare. */
const AHEAD = 20;

/** The summary of the user's conversation; null when there is none of the path that is shown. */
export async function readSummary(scope: Scope, conversationId: string): Promise<Summary | null> {
  const [row] = await scope.run((tx) =>
    tx
      .select({
        text: conversationMetadata.summary,
        id: messages.id,
        createdAt: messages.createdAt,
      })
      .from(conversationMetadata)
      .innerJoin(
        messages,
        and(
          eq(messages.userId, conversationMetadata.userId),
          eq(messages.id, conversationMetadata.summaryThrough),
        ),
      )
      .where(
        and(
          eq(conversationMetadata.userId, scope.userId),
          eq(conversationMetadata.conversationId, conversationId),
          isNotNull(conversationMetadata.summary),
          eq(messages.active, true),
          isNull(messages.deletedAt),
        ),
      ),
  );
  if (!row?.text) return null;
  return { text: row.text, through: { id: row.id, createdAt: row.createdAt } };
}

/**
 * Sums up what the model is about to see no more. `seen` are the messages that it saw in this turn,
 * oldest first, and `summary` is what it was told of those before them. Does nothing while all of
 * that is still told. With `writer` a model condenses it, else it is made of what was said and done.
 */
export async function extendSummary(
  scope: Scope,
  conversationId: string,
  {
    seen,
    summary,
    writer,
    now,
  }: { seen: StoredMessage[]; summary: Summary | null; writer?: LanguageModelV4; now: Date },
): Promise<void> {
  // The next turn adds a question and an answer, so the two oldest fall out.
  const falling = seen[1];
  if (!falling || (summary && summary.through.createdAt >= falling.createdAt)) return;
  const end = seen.slice(0, AHEAD + 1).findLast(({ role }) => role === 'user');
  if (!end) return;
  const page = await pageMessages(scope, conversationId, {
    before: encodeCursor(end.createdAt, end.id),
    limit: AT_ONCE,
    now,
  });
  const fallen = page.messages.filter(
    ({ createdAt }) => !summary || createdAt > summary.through.createdAt,
  );
  const last = fallen.at(-1);
  if (!last) return;
  const text = await condense(summary?.text ?? '', fallen, writer);
  await scope.run((tx) =>
    tx
      .update(conversationMetadata)
      .set({ summary: text, summaryThrough: last.id })
      .where(
        and(
          eq(conversationMetadata.userId, scope.userId),
          eq(conversationMetadata.conversationId, conversationId),
          // Another turn may have been quicker.
          summary
            ? eq(conversationMetadata.summaryThrough, summary.through.id)
            : sql`not exists (
                select from ${messages}
                where ${messages.userId} = ${scope.userId}
                  and ${messages.id} = ${conversationMetadata.summaryThrough}
                  and ${messages.active} and ${messages.deletedAt} is null
              )`,
        ),
      ),
  );
}

async function condense(
  before: string,
  fallen: StoredMessage[],
  writer: LanguageModelV4 | undefined,
): Promise<string> {
  const lines = fallen.flatMap(sayMessage);
  if (writer) {
    try {
      const text = await writeWords(writer, {
        task: `Sum up the conversation between a person and the assistant of their todo list, for the assistant, in at most ${SUMMARY_LIMIT} characters: what the person wanted, decided and prefers, which tasks were made or changed, what is still open. Begin with what "earlier" says. Write the summary alone.`,
        data: { earlier: before, later: lines },
        limit: SUMMARY_LIMIT,
      });
      if (text) return [...text].slice(0, SUMMARY_LIMIT).join('').replaceAll('\0', '');
    } catch (error) {
      logError('A conversation was not summed up by the model', nameFailure(error));
    }
  }
  return keepNewest([...before.split('\n'), ...lines]);
}

/** The first words of what was said, and in whole what was done. */
function sayMessage(message: StoredMessage): string[] {
  if (message.role === 'user') return [`The person said: ${firstWords(message.content)}`];
  return message.toolCalls.flatMap(({ state, actionTaken }) =>
    state === 'succeeded' && actionTaken ? [`You did: ${firstWords(actionTaken)}`] : [],
  );
}

const WORDS = { count: 24, characters: 160 };

function firstWords(text: string): string {
  const words = text.trim().split(/\s+/u);
  const first = [...words.slice(0, WORDS.count).join(' ')].slice(0, WORDS.characters).join('');
  return first.length < words.join(' ').length ? `${first}…` : first;
}

/** The newest lines that fit. */
function keepNewest(lines: string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.filter(Boolean).reverse()) {
    length += line.length + 1;
    if (length > SUMMARY_LIMIT) break;
    kept.push(line);
  }
  return kept.reverse().join('\n');
}
