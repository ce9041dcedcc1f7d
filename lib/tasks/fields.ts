import { z } from 'zod';
import { recurrenceFrom as recurrenceFroms, taskPriority } from '@/db/schema';
import { validateRule } from '@/lib/language';
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

/** An RRULE body (RFC 5545) that can be kept, in capitals and without 'RRULE:'. */
export const recurrence = z.string().transform(plainRule).superRefine(refuseRule);
/** The same, or the word that ends a series. One schema, so that a refusal says its reason. */
export const recurrenceOrNone = z
  .string()
  .transform((text) => (text.trim().toLowerCase() === NONE ? NONE : plainRule(text)))
  .superRefine((text, issues) => (text === NONE ? undefined : refuseRule(text, issues)));
export const recurrenceFrom = z.enum(recurrenceFroms.enumValues);

/** Minutes, up to a day. */
export const durationMinutes = z
  .int('A duration is a whole number of minutes.')
  .min(1, 'A duration is at least a minute.')
  .max(24 * 60, 'A duration is at most a day.');

const NAME_LIMIT = 60;
const LABEL_LIMIT = 20;

/**
 * A name with one spelling for what looks the same: accents as one letter, and without marks that are
 * not seen. Joiners stay, for emoji and Persian.
 */
export function sameLetters(text: string): string {
  return text.normalize('NFC').replace(UNSEEN, '');
}

const UNSEEN = /[\u{AD}\u{200B}\u{2060}\u{FEFF}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;

/** The name of a project or label, without the sign that people type before it. */
const name = z
  .string()
  .refine(isStorable, unstorable)
  .transform((text) =>
    sameLetters(text)
      .replace(/\s+/gu, ' ')
      .trim()
      .replace(/^[#@+]/, ''),
  )
  .pipe(
    z
      .string()
      .regex(/[\p{L}\p{N}\p{S}\p{P}]/u, 'A name needs at least one visible character.')
      .max(NAME_LIMIT, `A name has at most ${NAME_LIMIT} characters.`),
  );
export const project = name;
/**
 * The same, or null for the word that takes a task out of its project. A project of that very name is
 * told by the sign before it: '+none'.
 */
export const projectOrNone = z
  .string()
  .transform((text) => (text.trim().toLowerCase() === NONE ? null : text))
  .pipe(z.union([z.null(), project]));
export const label = name;
/** All labels of a task. */
export const labels = z.array(name).max(LABEL_LIMIT, `A task has at most ${LABEL_LIMIT} labels.`);

function plainRule(text: string): string {
  return text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
}

function refuseRule(text: string, issues: z.core.$RefinementCtx<string>) {
  const reason = validateRule(text);
  if (reason) issues.addIssue({ code: 'custom', message: reason });
}
