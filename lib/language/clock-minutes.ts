import { minutesNow } from './calendar';
import type { Clock, DayPart } from './mentions';
import type { LanguageOptions } from './options';

/**
 * "at 5": with a day part, that half of the day; 1 to 7 the afternoon; otherwise the next one ahead when it is
 * for today or no day was said (`soon`), and the morning on any other day.
 */
export function clockMinutes(
  { hour, minute, fixed }: Clock,
  part: DayPart | undefined,
  soon: boolean,
  options: LanguageOptions,
): number {
  const said = hour * 60 + minute;
  if (fixed || hour > 12) return said;
  const later = ((hour % 12) + 12) * 60 + minute;
  const earlier = (hour % 12) * 60 + minute;
  if (part) return part === 'morning' || (part === 'night' && hour < 5) ? earlier : later;
  if (hour === 12 || hour <= 7) return later;
  const now = minutesNow(options);
  return soon && earlier <= now && later > now ? later : earlier;
}

/** Nobody gets up at six in the evening, or dines at eight in the morning. */
export function usualPart(text: string, clock: Clock | undefined): DayPart | undefined {
  if (!clock || clock.hour < 4 || clock.hour > 11) return undefined;
  if (clock.hour > 4 && EARLY.test(text)) return 'morning';
  return LATE.test(text) ? 'evening' : undefined;
}

const EARLY =
  /\b(?:(?:wak(?:e|ing)|get(?:ting)?)(?: (?:me|us|him|her|them|the kids))? up|wake|breakfast|sunrise|morning)\b/i;
const LATE = /\b(?:dinner|supper|party(?! plan)|drinks|movies?|cinema|concert|evening|sunset)\b/i;

export function partMinutes(part: DayPart, options: LanguageOptions): number {
  const [hour = 0, minute = 0] = options.dayParts[part].split(':').map(Number);
  return hour * 60 + minute;
}

export function asTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
