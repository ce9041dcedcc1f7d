import { and, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { slipsIn, type UsedWord } from './near-words';
import { standsInside, type Term } from './parse-query';

/** How many of a person's newest messages are read for the words that they use. */
const NEWEST = 3000;
/** Of a longer message the beginning is read, in characters. */
const BEGINNING = 20_000;
const MOST_BEGINNINGS = 24;
const MOST_CANDIDATES = 1000;

// Told by what they are not: with the C locale Postgres knows no letters beyond ASCII.
const between = String.raw`\s\u0001-\u0026\u0028-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u2027\u3000-\u303f\uff01-\uff0f`;
const letter = `[^${between}]`;
const start = `(?:^|[${between}])`;

/**
 * The words of the person's newest messages that begin with `word`, or hold it where a script
 * writes words without spaces; the most used first.
 */
export function wordsFrom(tx: Transaction, scope: Scope, word: string): Promise<UsedWord[]> {
  const pattern = standsInside(word)
    ? `(${letter}*${escaped(word)}${letter}*)`
    : `${start}(${escaped(word)}${letter}*)`;
  return usedWords(tx, scope, pattern, MOST_BEGINNINGS);
}

/** The words of the person's newest messages that could be what these were meant to be. */
export async function wordsLike(tx: Transaction, scope: Scope, terms: Term[]): Promise<UsedWord[]> {
  const shapes = terms.flatMap((term) => shapeOf(term) ?? []);
  if (shapes.length === 0) return [];
  return usedWords(tx, scope, `${start}(${shapes.join('|')})(?!${letter})`, MOST_CANDIDATES);
}

/** The newest messages of a person's that can be shown, as a table named `newest`. */
export function newestMessages(tx: Transaction, scope: Scope) {
  return tx
    .select({
      id: messages.id,
      conversationId: messages.conversationId,
      content: sql<string>`left(${messages.content}, ${BEGINNING})`.as('content'),
      createdAt: messages.createdAt,
    })
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        eq(messages.active, true),
        ne(messages.status, 'streaming'),
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(NEWEST)
    .as('newest');
}

/** About as long and with the same first letter, or the second where the first two were swapped. */
function shapeOf({ text, phrase, open }: Term): string | null {
  const slips = phrase ? 0 : slipsIn(text);
  if (slips === 0 || !/^[\p{L}\p{M}]+$/u.test(text)) return null;
  const first = `[${text.slice(0, 2)}]`;
  const longest = open ? '' : text.length + slips - 1;
  return `${first}${letter}{${text.length - slips - 1},${longest}}`;
}

async function usedWords(
  tx: Transaction,
  scope: Scope,
  pattern: string,
  most: number,
): Promise<UsedWord[]> {
  const newest = newestMessages(tx, scope);
  const word: SQL<string> = sql`lower(found.parts[1])`;
  const times = sql<number>`count(*)::int`;
  return tx
    .select({ word, times })
    .from(newest)
    .crossJoin(sql`regexp_matches(${newest.content}, ${pattern}, 'gi') as found(parts)`)
    .groupBy(word)
    .orderBy(desc(times), word)
    .limit(most);
}

function escaped(word: string): string {
  return word.replace(/[^\p{L}\p{N}\p{M}]/gu, '\\$&');
}
