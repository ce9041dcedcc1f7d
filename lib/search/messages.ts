import { and, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '@/db';
import { conversations, messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { asInstant, decodeCursor, type Place, type Way } from './cursor';
import { needlesOf, type Segment, snippet } from './highlight';
import { cutPage, type Hits, inOrder, type Wanted } from './hits';
import { nearWords } from './near-words';
import type { Term } from './parse-query';
import { hasUnwanted, type Instead, textQuery } from './text-query';
import { newestMessages, wordsFrom, wordsLike } from './used-words';

/** A message that was found. Instants are ISO 8601, UTC. */
export type MessageHit = {
  id: string;
  role: 'user' | 'assistant';
  snippet: Segment[];
  created_at: string;
  conversation: { id: string; title: string; archived: boolean };
};

/** Fewer exact hits than this, and words that are nearly the same are looked for too. */
const FEW = 3;
/** Of a longer message so much is looked through for what to show. */
const SHOWN = 20_000;
const LEAD = 200;

/** The person's messages, those first that have it word for word, then the newest. */
export async function searchMessages(
  tx: Transaction,
  scope: Scope,
  wanted: Wanted,
): Promise<Hits<MessageHit>> {
  const { places, way, instead } = await find(tx, scope, wanted);
  const { ids, next_cursor } = cutPage(places, wanted.limit, way);
  const rows = await read(tx, scope, ids, wanted);
  const needles = needlesOf(wanted.query, wanted.stems, instead);
  return {
    hits: rows.map(({ content, createdAt, conversationId, title, archived, ...row }) => ({
      ...row,
      snippet: snippet(content, needles),
      created_at: createdAt.toISOString(),
      conversation: { id: conversationId, title, archived },
    })),
    next_cursor,
  };
}

type Found = { places: Place[]; way: Way; instead: Instead };

/**
 * Looks for the words; where they give little, for words like them; where those give nothing, for
 * the letters. A cursor goes on in the way that gave it.
 */
async function find(tx: Transaction, scope: Scope, wanted: Wanted): Promise<Found> {
  const after = wanted.cursor === undefined ? undefined : decodeCursor(wanted.cursor);
  if (after?.way === 'letters') return byLetters(tx, scope, wanted, after);
  const begun = await beginnings(tx, scope, wanted);
  if (after?.way === 'near') return byNearWords(tx, scope, wanted, begun, after);
  const exact = await byWords(tx, wanted, begun, after);
  if (after || exact.places.length >= FEW) return exact;
  const near = await byNearWords(tx, scope, wanted, begun);
  if (near.places.length > exact.places.length) return near;
  return exact.places.length > 0 ? exact : byLetters(tx, scope, wanted);
}

/** For the last word, which may still be being typed, the person's words that begin with it. */
async function beginnings(tx: Transaction, scope: Scope, wanted: Wanted): Promise<Instead> {
  const { terms } = wanted.query;
  const last = terms.length - 1;
  const term = terms[last];
  // "pay the" is about paying, not about theatres.
  const small = wanted.stems[last]?.length === 0;
  if (!term?.open || (small && last > 0)) return terms.map(() => []);
  const longer = await wordsFrom(tx, scope, term.text);
  return terms.map((_, place) => (place === last ? longer.map(({ word }) => word) : []));
}

async function byWords(
  tx: Transaction,
  { query, stems, limit }: Wanted,
  instead: Instead,
  after?: Place,
): Promise<Found> {
  const places = await matching(tx, textQuery(query, instead), { query, stems, limit, after });
  return { places, way: 'words', instead };
}

async function byNearWords(
  tx: Transaction,
  scope: Scope,
  { query, stems, limit }: Wanted,
  begun: Instead,
  after?: Place,
): Promise<Found> {
  const used = await wordsLike(tx, scope, query.terms);
  const near = query.terms.map(({ text, open }) => nearWords(text, used, { open }));
  if (near.every((words) => words.length === 0)) return { places: [], way: 'near', instead: begun };
  const instead = begun.map((words, place) => [...words, ...(near[place] ?? [])]);
  const places = await matching(tx, textQuery(query, instead), { query, stems, limit, after });
  return { places, way: 'near', instead };
}

/**
 * Asks the function which may use the index of all messages (drizzle's migration `search`). It
 * finds the person by itself, and `read` asks again whose the messages are.
 */
async function matching(
  tx: Transaction,
  words: SQL,
  { query, stems, limit, after }: Pick<Wanted, 'query' | 'stems' | 'limit'> & { after?: Place },
): Promise<Place[]> {
  const far = query.terms.flatMap((term, place) => lettersOf(term, stems[place] ?? []));
  const never = query.without.map(({ text }) => text);
  const { rows } = await tx.execute<Place>(sql`
    select id, rank, (extract(epoch from at) * 1000)::float8 as at
    from search_messages(${words}, ${query.literal}, ${list(far)}, ${list(never)},
      ${after?.rank ?? null}, ${after ? asInstant(after.at) : null}, ${after?.id ?? null}, ${limit + 1})`);
  return rows;
}

/** What a text has to hold for the word to be in it; none where the word is too small to count. */
function lettersOf({ text, phrase }: Term, stems: string[]): string[] {
  if (stems.length === 0) return [];
  // The stem of "happy" is "happi"; of several words, what was typed stands so.
  return phrase || stems.length > 1 ? [text] : stems.map((stem) => stem.replace(/i$/, ''));
}

const list = (words: string[]) =>
  sql`array(select json_array_elements_text(${JSON.stringify(words)}::json))`;

/** What no index of words holds: signs, emoji, the middle of a word. */
async function byLetters(
  tx: Transaction,
  scope: Scope,
  { query, limit }: Wanted,
  after?: Place,
): Promise<Found> {
  const newest = newestMessages(tx, scope);
  const at = sql<number>`(extract(epoch from date_trunc('milliseconds', ${newest.createdAt})) * 1000)::float8`;
  const rows = await tx
    .select({ id: newest.id, at })
    .from(newest)
    .innerJoin(conversations, ownConversation(scope, newest.conversationId))
    .where(
      and(
        ...query.terms.map(({ text }) => sql`strpos(lower(${newest.content}), ${text}) > 0`),
        sql`not ${hasUnwanted(sql`searchable(${newest.content})`, query)}`,
        after && sql`(${at}, ${newest.id}) < (${after.at}::float8, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(newest.id))
    .limit(limit + 1);
  const instead: Instead = query.terms.map(() => []);
  return { places: rows.map((row) => ({ ...row, rank: 0 })), way: 'letters', instead };
}

/** The messages of these ids, in their order. */
async function read(tx: Transaction, scope: Scope, ids: string[], { query, stems }: Wanted) {
  if (ids.length === 0) return [];
  const [letters = query.literal] = query.terms.flatMap((term, place) =>
    lettersOf(term, stems[place] ?? []),
  );
  // Where it stands far down, the text from a little before there.
  const from = sql`greatest(1, strpos(lower(${messages.content}), ${letters}) - ${LEAD})`;
  const rows = await tx
    .select({
      id: messages.id,
      role: messages.role,
      content: sql<string>`case when octet_length(${messages.content}) <= ${SHOWN} then ${messages.content}
        when strpos(lower(left(${messages.content}, ${SHOWN})), ${letters}) > 0
        then left(${messages.content}, ${SHOWN})
        else substr(${messages.content}, ${from}, ${SHOWN}) end`,
      createdAt: messages.createdAt,
      conversationId: messages.conversationId,
      title: conversations.title,
      archived: sql<boolean>`${isNotNull(conversations.archivedAt)}`,
    })
    .from(messages)
    .innerJoin(conversations, ownConversation(scope, messages.conversationId))
    .where(and(eq(messages.userId, scope.userId), inArray(messages.id, ids)));
  return inOrder(ids, rows);
}

function ownConversation(scope: Scope, id: PgColumn) {
  return and(
    eq(conversations.userId, scope.userId),
    eq(conversations.id, id),
    isNull(conversations.deletedAt),
  );
}
