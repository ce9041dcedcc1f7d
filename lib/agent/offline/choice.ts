import { type LanguageOptions, parseDate } from '@/lib/language';
import { matchTasks } from './match';
import { readReference } from './references';
import type { Task } from './results';

/** Which of the offered tasks an answer means: "the first", "the dentist one", "both", "the friday one". */
export function readChoice(
  answer: string,
  offered: Task[],
  options: LanguageOptions,
): Task[] | null {
  const text = answer
    .trim()
    .replace(
      /^(?:(?:i (?:mean|meant)|just|only|please|the one (?:with|called|named|about|on|for|due)|delete|complete)\s+)+/i,
      '',
    )
    .replace(/[\s,]*(?:please)?[.!]*$/i, '');
  const reference = readReference(text, options);
  if (reference.kind === 'positions') {
    const places = reference.positions.map((place) =>
      place < 0 ? offered.length + place : place - 1,
    );
    const tasks = places.map((place) => offered[place]).filter((task) => task !== undefined);
    return tasks.length === places.length ? tasks : null;
  }
  if (reference.kind === 'them') {
    return reference.howMany === 2 && offered.length !== 2 ? null : offered;
  }
  if (reference.kind === 'filter' && Object.keys(reference.query).length === 0) return offered;
  const date = parseDate(text.replace(/\b(?:the|one)\b/gi, ' '), options);
  if (date.rest === '' && (date.dueDate || date.dueTime)) {
    const fits = offered.filter(
      (task) =>
        (!date.dateGiven || task.due_date === date.dueDate) &&
        (!date.dueTime || task.due_time === date.dueTime),
    );
    return fits.length === 1 ? fits : null;
  }
  const { tasks } = matchTasks(text, offered);
  return tasks.length === 1 ? tasks : null;
}

export function isYes(text: string): boolean {
  return /^\s*(?:y|ya|yes|yeah|yep|yup|sure|ok|okay|k|right|correct|exactly|of course|absolutely|definitely|please|do it|go ahead|go for it|that['’]?s right|sounds good|fine)(?:[\s,]+(?:please|do it|do that|do|go ahead|thanks|add it|once|sure|that one|it is))*\s*[.!]*\s*$/i.test(
    text,
  );
}

export function isNo(text: string): boolean {
  return /^\s*(?:actually,?\s+)?(?:n|no|nope|nah|don['’]?t|do not|no way|not now|neither|none(?: of (?:them|those|these))?|cancel|cancel that|stop|never ?mind|nvm|nm|forget (?:it|that|about it)|skip(?: it)?|leave it|no(?: thanks| thank you)|nothing)(?:[\s,]+(?:thanks|thank you|please|don['’]?t|cancel|leave it|never ?mind|forget it))*\s*[.!]*\s*$/i.test(
    text,
  );
}
