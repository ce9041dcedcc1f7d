import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 09:00');

/**
 * What a reading depends on besides the words: the person's wall clock (`now`, 'YYYY-MM-DDTHH:mm' in
 * `timeZone`, an IANA name), first day of the week (0 = Sunday), order of numeric dates, and the
 * times that they mean by morning, afternoon, evening and night.
 */
export const languageOptionsSchema = z.object({
  now: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/),
  timeZone: z.string().min(1),
  weekStart: z.union([z.literal(0), z.literal(1), z.literal(6)]),
  dateOrder: z.enum(['mdy', 'dmy']),
  dayParts: z.object({ morning: clock, afternoon: clock, evening: clock, night: clock }),
});

export type LanguageOptions = z.infer<typeof languageOptionsSchema>;

/** The day parts of a person who set none. */
export const defaultDayParts = {
  morning: '09:00',
  afternoon: '15:00',
  evening: '18:00',
  night: '20:00',
} as const satisfies LanguageOptions['dayParts'];
