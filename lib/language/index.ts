export { describeDate } from './describe';
export { defaultDayParts, type LanguageOptions, languageOptionsSchema } from './options';
export { parseDate, parseShift } from './parse-date';
export { parseTask } from './parse-task';
export { parseTasks } from './parse-tasks';
export type { ParsedDate, ParsedTask, Priority, Question } from './types';
export { startsWithVerb } from './verbs';
