import { describeFilter, type LanguageOptions, parseFilter, type TaskFilter } from '@/lib/language';

/**
 * The words as a filter that only `list_tasks`' own reader knows: with labels, projects, "or", "except", or when tasks
 * were done or added. Null for words that are no such filter, or hold more than one.
 */
export function readRichFilter(
  text: string,
  options: LanguageOptions,
  mayBeTag = true,
): string | null {
  const words = text.trim().replace(/[?!.\s]+$/, '');
  if (words === '' || words.length > LONGEST) return null;
  const { filter, rest, found } = parseFilter(words, options);
  // In "overdue work tasks" work may be a label, a project or a word.
  const tag =
    mayBeTag &&
    /^[\p{L}\p{M}\p{N}_-]+$/u.test(rest) &&
    /\b(?:tasks|to-?dos|ones|things|stuff)\b/i.test(words);
  if (!isRich(filter) || !(found || tag)) return null;
  return rest === '' || tag ? words : null;
}

const LONGEST = 200;

function isRich(filter: TaskFilter): boolean {
  if ('all' in filter) return filter.all.some(isRich);
  if ('any' in filter || 'not' in filter) return true;
  return RICH.some((kind) => kind in filter);
}

const RICH = ['label', 'labelled', 'project', 'filed', 'done', 'created', 'deadline', 'repeating'];

/** The filter as it was read, with dates in full: "overdue and labelled work". */
export function sayFilter(words: string, options: LanguageOptions): string {
  return describeFilter(parseFilter(words, options).filter).replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}
