import { type SQL, sql } from 'drizzle-orm';
import type { SearchQuery, Term } from './parse-query';

/** For each term of a query, the other words that count as it; none where a term stands alone. */
export type Instead = string[][];

/**
 * The query as a Postgres tsquery, put together from functions that read plain text, so that no
 * character in it is syntax. Empty when its words are all too small to be looked for.
 */
export function textQuery({ terms, without }: SearchQuery, instead: Instead = []): SQL {
  const wanted = terms.map((term, place) =>
    anyOf([lexemes(term), ...(instead[place] ?? []).map(plainWords)]),
  );
  return withoutThese(wanted, without);
}

/**
 * The same with the last word as a beginning. Only for text that is read row by row: in the index
 * a beginning reads what everybody wrote with it.
 */
export function openTextQuery({ terms, without }: SearchQuery): SQL {
  const wanted = terms.map((term) =>
    term.open ? anyOf([lexemes(term), beginning(term.text)]) : lexemes(term),
  );
  return withoutThese(wanted, without);
}

/** Whether `text` has a word or phrase that is to be left out. */
export function hasUnwanted(text: SQL, { without }: SearchQuery): SQL {
  if (without.length === 0) return sql`false`;
  return sql`${text} @@ ${anyOf(without.map(lexemes))}`;
}

function withoutThese(wanted: SQL[], without: Term[]): SQL {
  if (wanted.length === 0) return sql`''::tsquery`;
  const all = sql`(${sql.join(wanted, sql` && `)})`;
  if (without.length === 0) return all;
  // Only what is left out would be every message without it.
  return sql`case when numnode(${all}) = 0 then ''::tsquery
    else ${all} && !!${anyOf(without.map(lexemes))} end`;
}

const anyOf = (queries: SQL[]) => sql`(${sql.join(queries, sql` || `)})`;

const lexemes = (term: Term) => (term.phrase ? phrase(term.text) : plainWords(term.text));

/** "17:30", "v2.1" and "well-known" are several words in the index, which stand together. */
const plainWords = (text: string) =>
  signs.test(text) ? phrase(text) : sql`plainto_tsquery('english', ${text})`;

const phrase = (text: string) =>
  sql`phraseto_tsquery('english', ${text.replaceAll(signsEverywhere, ' ')})`;

/** What the function `searchable` of the database takes for a space. */
const signs = /[!-/:-@[-`{-~]/;
const signsEverywhere = new RegExp(signs, 'g');

function beginning(word: string): SQL {
  const quoted = `'${word.replaceAll(signsEverywhere, ' ')}':*`;
  return sql`to_tsquery('english', ${quoted})`;
}
