export { describe, describeDate } from './describe';
export { describeDay } from './describe-day';
export { describeFilter } from './describe-filter';
export { describeRule } from './describe-rule';
export type { DayRange, ParsedFilter, TaskFilter } from './filter';
export {
  afterCompletion,
  afterSkipping,
  firstTurn,
  type Series,
  type Turn,
} from './next-occurrence';
export { type Occurrence, occurrences } from './occurrences';
export { defaultDayParts, type LanguageOptions, type ParseOptions } from './options';
export { languageOptionsSchema } from './options-schema';
export { parseDate, parseShift } from './parse-date';
export { parseFilter } from './parse-filter';
export { parseTask } from './parse-task';
export { MAX_TASKS, parseTasks } from './parse-tasks';
export { validateRule } from './read-rule';
export {
  blocks,
  type ParsedDate,
  type ParsedTask,
  type Preference,
  type Priority,
  type Question,
  type RecurrenceFrom,
  type Span,
  type SpanKind,
} from './types';
export { startsWithVerb } from './verbs';
export { withoutOpener } from './without-opener';
