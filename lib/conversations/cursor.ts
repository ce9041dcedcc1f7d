import { validate as isUuid } from 'uuid';
import { BadCursor } from '@/lib/http';

/**
 * A place in a list that is sorted by an instant and an id. The app writes instants in whole
 * milliseconds, so the cursor loses nothing.
 */
export function encodeCursor(at: Date, id: string): string {
  return `${at.getTime().toString(36)}.${id}`;
}

/** The place that a cursor names; throws `BadCursor`. `at` is ISO 8601, UTC. */
export function decodeCursor(cursor: string): { at: string; id: string } {
  const [time = '', id = '', ...more] = cursor.split('.');
  const at = new Date(/^[0-9a-z]{1,9}$/.test(time) ? Number.parseInt(time, 36) : Number.NaN);
  // A year has four digits in what Postgres reads.
  if (!isUuid(id) || more.length > 0 || !/^\d{4}-/.test(at.toJSON() ?? '')) throw new BadCursor();
  return { at: at.toISOString(), id };
}
