import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { asInstant, decodeCursor, type Place } from './cursor';
import type { Wanted } from './hits';
import { hasUnwanted, openTextQuery } from './text-query';

/** From here on, of 0 to 1, a title is like what was typed: "dentsit" and "dentist" are at 0.5. */
const LIKE = 0.5;
/** With fewer titles that fit, those which are only like it are shown too. */
const FEW = 3;
/** Of a longer description the words of its beginning are looked through, in characters. */
const DESCRIPTION = 5000;

/**
 * Where titles stand that fit the query: the title itself, its beginning, the beginning of one of
 * its words, other forms of the words, letters inside it, the text below it; then titles that are
 * only like it. `rows` must be the person's: a select of id, title, below, at, and ahead (1 or 0),
 * which comes first among equals. One person's titles are few, so they are read without an index.
 */
export async function rankTitles(
  tx: Transaction,
  rows: SQL,
  { query, limit, cursor }: Wanted,
): Promise<Place[]> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const words = openTextQuery(query);
  const { literal } = query;
  const result = await tx.execute<Place>(sql`
    with mine as (${rows}),
    fitting as (
      select id, date_trunc('milliseconds', at) as at, ahead,
        case
          when lower(title) = ${literal} then 6
          when starts_with(lower(title), ${literal}) then 5
          when strpos(' ' || lower(title), ' ' || ${literal}::text) > 0 then 4
          when searchable(title) @@ ${words} then 3
          when strpos(lower(title), ${literal}) > 0 then 2
          when below <> '' and (strpos(lower(below), ${literal}) > 0
            or searchable(title || ' ' || left(below, ${DESCRIPTION})) @@ ${words}) then 1
          when word_similarity(${literal}, lower(title)) >= ${LIKE} then 0
        end as fit
      from mine
      where not ${hasUnwanted(sql`searchable(title || ' ' || below)`, query)}
    ),
    ranked as (
      select id, at, fit, fit * 2 + ahead as rank, count(*) filter (where fit > 0) over () as good
      from fitting where fit is not null
    )
    select id, rank, (extract(epoch from at) * 1000)::float8 as at from ranked
    where (fit > 0 or good < ${FEW}) and ${
      after
        ? sql`(rank, ranked.at, id) < (${after.rank}::int, ${asInstant(after.at)}::timestamptz, ${after.id}::uuid)`
        : sql`true`
    }
    order by rank desc, ranked.at desc, id desc
    limit ${limit + 1}`);
  return result.rows;
}
