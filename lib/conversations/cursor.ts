import { validate as isUuid } from 'uuid';
import { decodeTime, encodeTime } from '@/lib/cursor-time';
import { BadCursor } from '@/lib/http';

/**
 * A place in a list that is sorted by an instant and an id. The app writes instants in whole
 * milliseconds, so the cursor loses nothing.
 */
export function encodeCursor(at: Date, id: string): string {
  return `${encodeTime(at.getTime())}.${id}`;
}

/** The place that a cursor names; throws `BadCursor`. `at` is ISO 8601, UTC. */
export function decodeCursor(cursor: string): { at: string; id: string } {
  const [time = '', id = '', ...more] = cursor.split('.');
  if (!isUuid(id) || more.length > 0) throw new BadCursor();
  return { at: new Date(decodeTime(time)).toISOString(), id };
}
