import { Temporal } from 'temporal-polyfill';
import { afterMinutes } from './calendar';
import { type Clock, type Mention, mentionReaders, readMentions } from './mentions';
import type { LanguageOptions } from './options';
import { NUMBER_ANY, numberOf } from './words';

interface ClockReader {
  pattern: RegExp;
  read(
    match: RegExpExecArray,
    options: LanguageOptions,
  ): Pick<Mention, 'clock' | 'part' | 'date' | 'minutes'> | null;
}

/** Times said in words: "noon", "at 5", "half past six", "in the morning", "in two hours". */
export function readClocks(open: string, options: LanguageOptions): Mention[] {
  return readMentions(READERS, open, options);
}

const HOUR_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const HOUR = `\\d{1,2}|${HOUR_WORD}`;
/** After "at 5" only these may follow: "at 5 Main Street" is an address. */
const AFTER_HOUR =
  '(?=\\s*(?:$|[,.;!?)\\uE000]|(?:on|in|to|with|for|about|and|please|today|tonight|tomorrow|this|next|sharp)\\b))';

const READERS: ClockReader[] = mentionReaders([
  {
    pattern:
      /(?<!\b(?:pages?|pp?\.?|chapters?|ch\.?|lines?|rows?|items?|verses?|exercises?|sections?|questions?|steps?|levels?|episodes?|ages?|score)\s{1,2})(?<![\w.:/$€£#-])(1?\d|2[0-3])\s?[-–]\s?(1?\d|2[0-3])(?=\s{1,2}\uE000)/gi,
    read: ([, hour, end]) => stretch(Number(hour), Number(end)),
  },
  {
    pattern: /(?:\bat\s{1,2}|(?<=\uE000\s{1,2}))(1?\d)(?::([0-5]\d))?\s?([ap])\b/gi,
    read: ([, hour, minute, half]) => maybeClock(clockAt(Number(hour), Number(minute ?? 0), half)),
  },
  {
    pattern: /\b(?:in|within)\s{1,2}(\d{1,3})\s?(h|m)\b/gi,
    read: ([, count, unit], options) =>
      instant(Number(count) * (unit?.toLowerCase() === 'h' ? 60 : 1), options),
  },
  {
    pattern: /\b(?:in|within)\s{1,2}(\d{1,2}[.,]\d)\s?(?:hours?|hrs?|h)\b/gi,
    read: ([, count = ''], options) =>
      instant(Math.round(Number(count.replace(',', '.')) * 60), options),
  },
  {
    pattern:
      /\b(?:in\s{1,2})?(?:a|three)\s{1,2}quarters?\s{1,2}of\s{1,2}an\s{1,2}hour(?:\s{1,2}from\s{1,2}now)?\b/gi,
    read: ([words], options) =>
      /^in|now$/i.test(words) ? instant(/three/i.test(words) ? 45 : 15, options) : null,
  },
  {
    pattern: /\bin\s{1,2}an\s{1,2}hour\s{1,2}and\s{1,2}a\s{1,2}half\b/gi,
    read: (_, options) => instant(90, options),
  },
  {
    pattern: new RegExp(
      `\\b(?:at\\s{1,2})?(five|ten|twenty|twenty[- ]five|5|10|20|25)\\s{1,2}(?:min(?:ute)?s?\\s{1,2})?(past|after|to|before)\\s{1,2}(${HOUR})\\b(?:\\s?([ap])\\.?m\\b\\.?)?(?!\\s{1,2}[a-z]{4,})`,
      'gi',
    ),
    read: ([words, minutes = '', which = '', hour = '', half]) => {
      const base = clockAt(numberOf(hour), 0, half);
      // "10 to 12" is a stretch of time, and "ten to twelve" only a time beside "at".
      if (!base || (/to|before/i.test(which) && !/^at/i.test(words))) return null;
      if (/after/i.test(which) && !/^at/i.test(words)) return null;
      const sign = /past|after/i.test(which) ? 1 : -1;
      const total = (base.hour * 60 + sign * numberOf(minutes) + 1440) % 1440;
      return { clock: { ...base, hour: Math.floor(total / 60), minute: total % 60 } };
    },
  },
  {
    pattern:
      /\b(?:at\s{1,2})?(1?\d)(?::([0-5]\d))?\s{1,2}(?:o['’]?clock\s{1,2})?(?:in\s{1,2}the\s{1,2}(morning|afternoon|evening)|at\s{1,2}(night))\b/gi,
    read: ([, hour, minute, part, night]) => {
      const clock = clockAt(Number(hour), Number(minute ?? 0));
      return clock && { clock, part: night ? 'night' : (part?.toLowerCase() as Mention['part']) };
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within)\\s+(?:about\\s+)?(${NUMBER_ANY}|half an)\\s+(hours?|hrs?|minutes?|mins?)(?:\\s+and\\s+(?:a\\s+(half)|(\\d{1,2})\\s+min(?:ute)?s?))?\\b`,
      'gi',
    ),
    read: ([, count = '', unit = '', half, more], options) => {
      const hours = /^h/i.test(unit);
      const amount = /half/i.test(count) ? 0.5 : numberOf(count);
      const extra = half ? 30 : Number(more ?? 0);
      return instant(Math.round(amount * (hours ? 60 : 1)) + extra, options);
    },
  },
  {
    pattern: new RegExp(`\\b(${NUMBER_ANY})\\s+(hours?|minutes?)\\s+from now\\b`, 'gi'),
    read: ([, count = '', unit = ''], options) =>
      instant(numberOf(count) * (/^h/i.test(unit) ? 60 : 1), options),
  },
  {
    pattern: new RegExp(
      `\\b(?:at\\s+)?(half past|quarter past|quarter to)\\s+(${HOUR})\\b(?:\\s?([ap])\\.?m\\b\\.?)?`,
      'gi',
    ),
    read: ([, which = '', hour = '', half], _) => {
      const base = clockAt(numberOf(hour), 0, half);
      if (!base) return null;
      const minute = /half/i.test(which) ? 30 : /past/i.test(which) ? 15 : -15;
      const total = (base.hour * 60 + minute + 1440) % 1440;
      return { clock: { ...base, hour: Math.floor(total / 60), minute: total % 60 } };
    },
  },
  {
    pattern: /\b(?:(?:at|around|about)\s+)?(1?\d)(?::([0-5]\d))?(?:\s?([ap])m)?\s?-?ish\b/gi,
    read: ([, hour, minute, half]) => maybeClock(clockAt(Number(hour), Number(minute ?? 0), half)),
  },
  {
    pattern: new RegExp(`\\b(?:at\\s+)?half\\s+(${HOUR})(?=\\s*(?:$|[,.;!?\\uE000]))`, 'gi'),
    read: ([, hour = '']) => maybeClock(clockAt(numberOf(hour), 30)),
  },
  {
    pattern:
      /\b(?:at|from)\s+(1?\d|2[0-3])\s?(?:[-–]|to|until|till)\s?(1?\d|2[0-3])\b(?![:.]?\d|\s?[%/]|\s?[ap]m|\s+(?:days|weeks|people|of)\b)/gi,
    read: ([, hour, end]) => stretch(Number(hour), Number(end)),
  },
  {
    pattern: /\bat\s+(1?\d|2[0-3])\.([0-5]\d)\b(?!\.?\d|\s?[€$£%])/gi,
    read: ([, hour, minute]) => maybeClock(clockAt(Number(hour), Number(minute))),
  },
  {
    // "Sat 10-11.30"; without minutes it is the next reader's.
    pattern:
      /(?<=\uE000\s{1,2})(1?\d|2[0-3])(?:[.:]([0-5]\d))?\s?[-–]\s?(1?\d|2[0-3])[.:]([0-5]\d)(?=\s*(?:$|[,;!]))/g,
    read: ([, hour, minute = '0', end, endMinute]) =>
      stretch(Number(hour), Number(end), Number(minute), Number(endMinute)),
  },
  {
    // "Mon 10-11" begins at ten; "tomorrow 7" is a time where nothing follows.
    pattern: /(?<=\uE000\s{1,2})(1?\d|2[0-3])(?:\s?[-–]\s?(1?\d|2[0-3]))?(?=\s*(?:$|[,;!]))/g,
    read: ([, hour, end]) =>
      end ? stretch(Number(hour), Number(end)) : maybeClock(clockAt(Number(hour), 0)),
  },
  {
    pattern: /(?<=^\s*|\uE000\s{0,2})at\s+(1?\d)(?=\s+[a-z]{2,})/gi,
    read: ([, hour]) => maybeClock(clockAt(Number(hour), 0)),
  },
  {
    pattern: new RegExp(`\\b(?:at\\s+)?(${HOUR})\\s?o['’]?\\s?clock\\b`, 'gi'),
    read: ([, hour = '']) => maybeClock(clockAt(numberOf(hour), 0)),
  },
  {
    pattern: /\b(?:at\s+)?(noon|midday|midnight)(?:ish)?\b/gi,
    read: ([, word = '']) => ({
      clock: { hour: /midnight/i.test(word) ? 0 : 12, minute: 0, fixed: true },
    }),
  },
  {
    pattern: /\b(?:at\s+)?([01]?\d|2[0-3])h([0-5]\d)?\b(?=\s*(?:$|[,.;!?)\uE000]))/gi,
    read: ([, hour, minute]) => ({
      clock: { hour: Number(hour), minute: Number(minute ?? 0), fixed: true },
    }),
  },
  {
    pattern: /\bat\s+([01]\d|2[0-3])([0-5]\d)(?:\s?h(?:ou)?rs)?\b/gi,
    read: ([, hour, minute]) => ({
      clock: { hour: Number(hour), minute: Number(minute), fixed: true },
    }),
  },
  {
    pattern: new RegExp(
      `(?:\\b(?:at|by|around|before)\\s+|@\\s?)(${HOUR})\\b(?![:.]\\d|\\s?[ap]\\.?m\\b|[/%-])${AFTER_HOUR}`,
      'gi',
    ),
    read: ([, hour = '']) => maybeClock(clockAt(numberOf(hour), 0)),
  },
  {
    pattern:
      /\b(?:first thing(?: in the morning)?|(?:early |late )?in the (morning|afternoon|evening)|at (night))\b/gi,
    read: ([, part, night]) => ({
      part: night ? 'night' : ((part?.toLowerCase() ?? 'morning') as Mention['part']),
    }),
  },
  {
    pattern: /(?<=\uE000\s{0,3})(morning|afternoon|evening|night)\b/gi,
    read: ([, part = '']) => ({ part: part.toLowerCase() as Mention['part'] }),
  },
  {
    pattern: /(?<=\uE000\s{1,3})(?:(am)|(pm)|eve)(?=\s*(?:$|[,;!?]))/gi,
    read: ([, am, pm]) => ({ part: am ? 'morning' : pm ? 'afternoon' : 'evening' }),
  },
  {
    pattern:
      /\bat\s{1,2}lunch(?:[- ]?time)?\b(?=\s*(?:$|[,.;!?\uE000]))|(?<=\uE000\s{0,3})lunch[- ]?time\b/gi,
    read: () => ({ clock: { hour: 12, minute: 0, fixed: true } }),
  },
]);

/** A clock time as said; null when no clock shows it. Hours from 13 and "05" leave nothing open. */
function clockAt(hour: number, minute: number, half?: string): Clock | null {
  if (hour > 23 || minute > 59) return null;
  if (!half) return { hour, minute, fixed: hour > 12 || hour === 0 };
  if (hour > 12 || hour === 0) return null;
  const noon = hour % 12;
  return { hour: /p/i.test(half) ? noon + 12 : noon, minute, fixed: true };
}

/** "10-11" is an hour long; "10-1" ends after noon. */
function stretch(
  hour: number,
  end: number,
  minute = 0,
  endMinute = 0,
): Pick<Mention, 'clock' | 'minutes'> | null {
  const clock = clockAt(hour, minute);
  if (!clock) return null;
  const apart = end * 60 + endMinute - (hour * 60 + minute);
  const minutes = apart > 0 ? apart : apart + 12 * 60;
  // "From 9 to 5" begins in the morning, whatever the time is now.
  const fixed = clock.fixed || (hour >= 7 && end <= hour);
  return { clock: { ...clock, fixed }, ...(minutes > 0 && minutes <= 12 * 60 && { minutes }) };
}

function maybeClock(clock: Clock | null): { clock: Clock } | null {
  return clock ? { clock } : null;
}

function instant(minutes: number, options: LanguageOptions): Pick<Mention, 'clock' | 'date'> {
  const { date, time } = afterMinutes(minutes, options);
  const [hour, minute] = time.split(':').map(Number);
  return {
    date: Temporal.PlainDate.from(date),
    clock: { hour: hour ?? 0, minute: minute ?? 0, fixed: true },
  };
}
