import type { LanguageModelV4 } from '@ai-sdk/provider';
import { and, eq } from 'drizzle-orm';
import { conversations } from '@/db/schema';
import type { StoredMessage } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import { writeWords } from './write';

/** The longest title that a model gives, in words and characters. */
const TITLE = { words: 6, characters: 60 };
/** How much of the question and of the answer the model gets, in characters. */
const ENOUGH = 1_000;

/**
 * Lets a model name a conversation by its first question and answer. A title that a person chose
 * stays, also when it came while the model was thinking.
 */
export async function nameConversation(
  scope: Scope,
  writer: LanguageModelV4,
  {
    conversationId,
    question,
    answer,
  }: { conversationId: string; question: string; answer: string },
): Promise<void> {
  const words = await writeWords(writer, {
    task: `Write a title of at most ${TITLE.words} words for a conversation with a todo list that begins like this, in the language of the question. Write the title alone: no quotes, no full stop.`,
    data: { question: question.slice(0, ENOUGH), answer: answer.slice(0, ENOUGH) },
    limit: 500,
  });
  const title = tidyTitle(words);
  if (!title) return;
  await scope.run((tx) =>
    tx
      .update(conversations)
      .set({ title, titledBy: 'model' })
      .where(
        and(
          eq(conversations.userId, scope.userId),
          eq(conversations.id, conversationId),
          eq(conversations.titledBy, 'words'),
        ),
      ),
  );
}

/** Whether a history is that of a first question with its answer. */
export function isFirstTurn(history: Pick<StoredMessage, 'role'>[]): boolean {
  return history.filter(({ role }) => role === 'user').length === 1;
}

/** A title from what a model wrote: one line, without what models like to put around it; or ''. */
function tidyTitle(text: string): string {
  const line = text.trim().split(/\r?\n/u)[0] ?? '';
  const bare = line
    .replace(/\p{Cc}/gu, '')
    .replace(/^(?:title|conversation title)\s*:\s*/iu, '')
    .replace(/[*_#`]+/gu, '')
    .replace(/^[\s"'“”„«‘’]+|[\s"'“”«»‘’.。]+$/gu, '');
  const words = bare.split(/\s+/u).filter(Boolean).slice(0, TITLE.words).join(' ');
  return [...words].slice(0, TITLE.characters).join('').trim();
}
