import { z } from 'zod';
import type { LanguageOptions } from './options';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 09:00');

/** Checks options that come over a wire. Apart from the rest, so that the browser needn't load zod for them. */
export const languageOptionsSchema = z.object({
  now: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/),
  timeZone: z.string().min(1),
  weekStart: z.union([z.literal(0), z.literal(1), z.literal(6)]),
  dateOrder: z.enum(['mdy', 'dmy']),
  dateOrderChosen: z.boolean().optional(),
  nextWeekday: z.enum(['nearest', 'after']).optional(),
  dayParts: z.object({ morning: clock, afternoon: clock, evening: clock, night: clock }),
}) satisfies z.ZodType<LanguageOptions>;
