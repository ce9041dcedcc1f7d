import { type Clock, type Mention, mentionReaders, readMentions } from './mentions';
import type { LanguageOptions } from './options';

/** Stretches and rough times that end in words: "7am-noon", "between 9 and 11", "5pm-ish". */
export function readStretches(open: string, options: LanguageOptions): Mention[] {
  return readMentions(READERS, open, options);
}

const NAMED = 'noon|midday|midnight';
const CLOCK = `(?:(?:1?\\d|2[0-3])(?:[:.][0-5]\\d)?(?:\\s?[ap]\\.?m\\b\\.?)?|(?:${NAMED})\\b)`;
const TO = '\\s?(?:[-–]|\\b(?:to|until|till)\\b)\\s?';
/** "Between 2 and 3 options" is a number of things. */
const AFTER =
  '(?=\\s*(?:$|[,.;!?)\\uE000#]|(?:on|today|tonight|tomorrow|this|next|in the|at|every|for|with|_[0-6]_{3,9})\\b))';
const NUMBERS =
  '(?<!\\b(?:number|numbers|value|pages?|aged?|ages|score|something|anything|integer)\\s{1,2})';

const READERS = mentionReaders([
  {
    pattern: new RegExp(
      `${NUMBERS}\\bbetween\\s{1,2}(${CLOCK})\\s{1,2}(?:and|&)\\s{1,2}(${CLOCK})${AFTER}`,
      'gi',
    ),
    read: (match) => stretch(match, /tonight|evening|night/i.test(match.input)),
  },
  {
    pattern: new RegExp(
      `(?:\\b(?:at|from)\\s{1,2})?(?<![\\w:.])(${CLOCK})${TO}((?:${NAMED})\\b)|(?:\\b(?:at|from)\\s{1,2})?\\b((?:${NAMED})\\b)${TO}(${CLOCK})(?![:.]?\\d)`,
      'gi',
    ),
    read: (match) => stretch(match, false),
  },
  {
    pattern:
      /\b(?:(?:at|around|about|by)\s{1,2})?(?<![\w:.])(1?\d)(?::([0-5]\d))?\s?([ap])\.?m\.?\s?-?ish\b/gi,
    read: ([, hour = '', minute, half]) => {
      const clock = clockOf(`${hour}:${minute ?? '00'} ${half}m`);
      return clock && { clock };
    },
  },
]);

function stretch(match: RegExpExecArray, late: boolean): Pick<Mention, 'clock' | 'minutes'> | null {
  const [from = '', to = ''] = [match[1] ?? match[3], match[2] ?? match[4]];
  // In "2 and 4pm" both are in the afternoon.
  const half = /[ap](?=\.?m)/i.exec(to)?.[0];
  const end = clockOf(to);
  const shared = half && /^\d+(?:[:.]\d+)?$/.test(from) ? clockOf(`${from} ${half}m`) : null;
  const start = shared && end && minutesOf(shared) < minutesOf(end) ? shared : clockOf(from);
  if (!start || !end) return null;
  const fixed = start.fixed || (!late && start.hour >= 7);
  const length = minutesOf(end) - minutesOf(start);
  const turn = length > 0 ? length : length + (end.fixed ? 24 : 12) * 60;
  return {
    clock: { ...start, fixed },
    ...(turn > 0 && turn <= 12 * 60 && { minutes: turn }),
  };
}

function clockOf(text: string): Clock | null {
  if (/^noon|^midday/i.test(text)) return { hour: 12, minute: 0, fixed: true };
  if (/^midnight/i.test(text)) return { hour: 0, minute: 0, fixed: true };
  const [, hours, minutes = '0', half] =
    /^(\d{1,2})(?:[:.](\d\d))?(?:\s?([ap])\.?m\b\.?)?/i.exec(text) ?? [];
  const hour = Number(hours);
  if (half && (hour > 12 || hour === 0)) return null;
  const noon = half ? (hour % 12) + (/p/i.test(half) ? 12 : 0) : hour;
  return { hour: noon, minute: Number(minutes), fixed: Boolean(half) || hour > 12 || hour === 0 };
}

function minutesOf({ hour, minute }: Clock): number {
  return hour * 60 + minute;
}
