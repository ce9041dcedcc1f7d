import { isStorable } from '@/lib/storable';

/** Deeper than anything that a tool takes or gives. */
const DEPTH_LIMIT = 64;

type Place = { key: string; above: Place | null };

type Unstorable = { error: string; path: string };

/**
 * What in a parsed JSON value can't be stored, and where; null when all of it can. It comes before
 * everything that walks the value by calling itself, which a deep one would exhaust.
 */
export function findUnstorable(value: unknown): Unstorable | null {
  const left: { value: unknown; depth: number; place: Place | null }[] = [
    { value, depth: 0, place: null },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth, place } = next;
    if (typeof value === 'string' && !isStorable(value)) {
      return { error: 'Contains characters that cannot be stored.', path: pathOf(place) };
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEPTH_LIMIT) return { error: 'This is nested too deeply.', path: pathOf(place) };
    for (const [key, inside] of Object.entries(value)) {
      // Copied with `=` somewhere, it would become the copy's prototype.
      if (key === '__proto__' || !isStorable(key)) {
        return { error: 'A field has a name that cannot be stored.', path: pathOf(place) };
      }
      left.push({ value: inside, depth: depth + 1, place: { key, above: place } });
    }
  }
  return null;
}

function pathOf(place: Place | null): string {
  const keys: string[] = [];
  for (let at = place; at; at = at.above) keys.unshift(at.key);
  return keys.join('.');
}
