import { distance } from 'fastest-levenshtein';
import { startsWithVerb } from '@/lib/language';

const ORDERS =
  'delete remove complete finish remind rename reschedule postpone reopen restore change update move mark show undo cancel snooze repeat'.split(
    ' ',
  );
/** Words of their own that a slip away from an order would be. */
const OWN = new Set(
  'compete deplete remote remodel rewind finnish furnish repeal chance charge renames market marker'.split(
    ' ',
  ),
);

/**
 * The sentence with a misspelled order mended: "delte the rent", "complte milk and mvoe mom to friday". Only where
 * an order may stand: at the front and after "and" or "then".
 */
export function mendOrders(text: string): string {
  return text.replace(PLACE, (whole, lead: string, word: string) => {
    const order = meant(word.toLowerCase());
    return order ? lead + order : whole;
  });
}

const PLACE = /(^\s*(?:please\s+|pls\s+)?|\s(?:and|then)\s+|[,;]\s+)([a-z]{4,12})(?=\s)/gi;

function meant(word: string): string | undefined {
  if (ORDERS.includes(word) || OWN.has(word) || startsWithVerb(word)) return undefined;
  return ORDERS.find((order) => isSlip(word, order));
}

function isSlip(word: string, order: string): boolean {
  // "Deleted" and "moves" are forms of the word, no slips.
  if (word[0] !== order[0] || (word.length > order.length && word.startsWith(order.slice(0, -1))))
    return false;
  const swapped = word.length === order.length && sorted(word) === sorted(order);
  const steps = distance(word, order);
  if (order.length < 6) return swapped && steps <= 2;
  return steps <= 1 || (swapped && steps <= 2) || (order.length >= 8 && steps <= 2);
}

function sorted(word: string): string {
  return [...word].sort().join('');
}
