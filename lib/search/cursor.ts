import { validate as isUuid } from 'uuid';
import { decodeTime, encodeTime } from '@/lib/cursor-time';
import { BadCursor } from '@/lib/http';

/** How messages were found: by their words, by words like them, or by their letters. */
export const ways = ['words', 'near', 'letters'] as const;
export type Way = (typeof ways)[number];

/** A place among results: how well they fit, then when, in whole milliseconds, then the id. */
export type Place = { rank: number; at: number; id: string };

export function encodeCursor(way: Way, { rank, at, id }: Place): string {
  return [way, rank, encodeTime(at), id].join('.');
}

/** The place that a cursor names; throws `BadCursor`. */
export function decodeCursor(cursor: string): Place & { way: Way } {
  const [named, rank = '', time = '', id = '', ...more] = cursor.split('.');
  const way = ways.find((one) => one === named);
  if (!way || !/^\d{1,2}$/.test(rank) || !isUuid(id) || more.length > 0) throw new BadCursor();
  return { way, rank: Number(rank), at: decodeTime(time), id };
}

/** What an instant of a cursor is to Postgres. */
export const asInstant = (at: number) => new Date(at).toISOString();
