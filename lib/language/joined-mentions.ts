import { describeDay } from './describe-day';
import type { Mention } from './mentions';
import type { Source } from './source';
import { WEEKDAY_ANY } from './words';

/**
 * Days that are said as one: "friday 4th december" is a day and its name, "monday to friday" a stretch that
 * begins on Monday, "tomorrow or friday" a choice. `mentions` are in the order of the text.
 */
export function joinMentions(mentions: Mention[], source: Source): Mention[] {
  const joined: Mention[] = [];
  for (const mention of mentions) {
    const previous = joined.at(-1);
    const both = previous && join(previous, mention, source);
    if (both) joined[joined.length - 1] = both;
    else joined.push(mention);
  }
  return joined;
}

function join(first: Mention, second: Mention, source: Source): Mention | null {
  const { open } = source;
  if (!first.date || !second.date) return null;
  const between = open.slice(first.end, second.start);
  if (between.length > 20) return null;
  const whole = { ...first, ...second, start: first.start, end: second.end };
  if (/^\s*(?:[-–]|\b(?:to|through|thru)\b)\s*(?:the\s+)?$/i.test(between)) {
    return { ...whole, date: first.date, endDate: second.date, question: first.question };
  }
  if (/^\s+or\s+(?:on\s+|by\s+)?(?:the\s+)?$/i.test(between)) {
    return { ...whole, date: first.date, question: orElse(first, second, source) };
  }
  if (!/^[\s,]*(?:the\s+)?$/.test(between)) return null;
  return named(first, second, whole, source);
}

const NAME = new RegExp(`^(?:${WEEKDAY_ANY})\\.?$`, 'i');

/** The date counts; a weekday beside it that doesn't fit is asked about. */
function named(first: Mention, second: Mention, whole: Mention, source: Source): Mention | null {
  const [isFirst, isSecond] = [first, second].map(({ start, end }) =>
    NAME.test(source.open.slice(start, end).trim()),
  );
  if (isFirst === isSecond) return null;
  const [name, day] = isFirst ? [first, second] : [second, first];
  const fits = name.date?.dayOfWeek === day.date?.dayOfWeek;
  return {
    ...whole,
    date: day.date,
    question: fits ? day.question : orElse(day, name, source),
  };
}

function orElse(chosen: Mention, other: Mention, { text }: Source): Mention['question'] {
  const [one, two] = [chosen, other].map(({ date }) => date?.toString() ?? '');
  if (!one || !two) return undefined;
  return {
    kind: 'which_date',
    text: text.slice(Math.min(chosen.start, other.start), Math.max(chosen.end, other.end)),
    message: `I took ${describeDay(one)}. Did you mean ${describeDay(two)}?`,
    alternatives: [two],
  };
}
