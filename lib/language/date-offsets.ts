import { isWithinReach } from './calendar';
import { addUnits } from './day-meanings';
import type { Mention } from './mentions';
import { NUMBER_ANY, numberOf } from './words';

const OFFSET = new RegExp(
  `(?:\\b(${NUMBER_ANY})\\s{1,2}(days?|weeks?|fortnights?|months?)|\\b(?:the\\s{1,2})?(day))\\s{1,2}(before|prior\\s{1,2}to|after|from)\\s{1,2}(?:the\\s{1,2})?$`,
  'i',
);

/** "2 days before jan 5", "the day after christmas": the day counted from the one that was read. */
export function withOffset(mention: Mention, open: string): Mention {
  if (!mention.date) return mention;
  const before = open.slice(Math.max(0, mention.start - 40), mention.start);
  const match = OFFSET.exec(before);
  if (!match) return mention;
  const [words, count, unit, day, direction = ''] = match;
  const amount = day ? 1 : numberOf(count ?? 'a');
  const sign = /before|prior/i.test(direction) ? -1 : 1;
  const date = addUnits(mention.date, sign * amount, unit ?? 'day');
  if (!isWithinReach(date)) return mention;
  const { question: _, ...rest } = mention;
  return {
    ...rest,
    start: mention.start - words.length,
    date,
  };
}
