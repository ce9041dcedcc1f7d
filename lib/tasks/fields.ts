import { z } from 'zod';
import { taskPriority } from '@/db/schema';
import { isStorable } from '@/lib/storable';
import { isTimeZone } from '@/lib/time-zone';
import { isRealDate } from './dates';

/** A task's id, in the lower case that the database gives. */
export const taskId = z
  .uuid('Not a task id: ids are UUIDs that list_tasks gives, never positions.')
  .toLowerCase();

export const TITLE_LIMIT = 500;
export const DESCRIPTION_LIMIT = 10_000;

const unstorable = 'Contains characters that cannot be stored.';

/** One line, trimmed, with at least one visible character. */
export const title = z
  .string()
  .refine(isStorable, unstorable)
  .transform((text) => text.replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .regex(
        /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u,
        'A title needs at least one visible character.',
      )
      .max(TITLE_LIMIT, `A title has at most ${TITLE_LIMIT} characters.`),
  );

export const description = z
  .string()
  .max(DESCRIPTION_LIMIT, `A description has at most ${DESCRIPTION_LIMIT} characters.`)
  .refine(isStorable, unstorable);

export const dueDate = z
  .string()
  .refine(isRealDate, "Not a date that exists, written 'YYYY-MM-DD'.");

export const dueTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Not a time of day, written 'HH:mm' from 00:00 to 23:59.");

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Not an IANA time zone, like Europe/Berlin.');

export const priority = z.enum(taskPriority.enumValues);

/** The word that clears a field: some models can't send null. */
export const NONE = 'none';
