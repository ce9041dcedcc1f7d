import { BadCursor } from './http';

/** A moment in whole milliseconds since the epoch, as cursors carry it. */
export function encodeTime(ms: number): string {
  return ms.toString(36);
}

/** The moment that a cursor carries, in ms since the epoch; throws `BadCursor`. */
export function decodeTime(text: string): number {
  const ms = /^[0-9a-z]{1,9}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  // A year has four digits in what Postgres reads.
  if (!/^\d{4}-/.test(new Date(ms).toJSON() ?? '')) throw new BadCursor();
  return ms;
}
