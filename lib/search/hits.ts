import { encodeCursor, type Place, type Way } from './cursor';
import type { SearchQuery } from './parse-query';

/** Results of one kind; `next_cursor` leads to the ones after them. */
export type Hits<Hit> = { hits: Hit[]; next_cursor: string | null };

/** What one kind is asked for. */
export type Wanted = {
  query: SearchQuery;
  /** The stems of each term; none where a word is too small to be looked for. */
  stems: string[][];
  limit: number;
  cursor?: string;
};

/** The first `limit` places, and the cursor to go on from where there are more. */
export function cutPage(places: Place[], limit: number, way: Way) {
  const page = places.slice(0, limit);
  const last = page.at(-1);
  return {
    ids: page.map((place) => place.id),
    next_cursor: places.length > limit && last ? encodeCursor(way, last) : null,
  };
}

/** The rows in the order of these ids. */
export function inOrder<Row extends { id: string }>(ids: string[], rows: Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
