import { readDuration } from './duration';
import { readLabels } from './labels';
import { readOpener } from './opener';
import type { ParseOptions } from './options';
import { readPriority } from './priority';
import { readProject } from './project';
import { readRecurrence } from './recurrence';
import { writeRule } from './rule';
import { MAX_READ, sourceOf } from './source';
import { titleOf } from './title';
import type { ParsedTask, Question } from './types';
import { readWhen } from './when';

/**
 * Reads one task from what a person typed. Never throws. `title` is '' when the words hold only a date
 * or a priority; `questions` then has `no_title`. A text longer than 1,000 characters is all title.
 */
export function parseTask(text: string, options: ParseOptions): ParsedTask {
  if (text.length > MAX_READ) return unread(text.trim());
  const { source: start, opened } = readOpener(sourceOf(text, options.ignore));
  const labelled = readLabels(start);
  const inProject = readProject(labelled.source);
  const recurring = readRecurrence(inProject.source, options);
  const lasting = readDuration(recurring.source);
  const when = readWhen(lasting.source, options, recurring);
  const { source, priority } = readPriority(when.source);
  const title = titleOf(source, opened);
  const noTitle: Question[] = title
    ? []
    : [
        {
          kind: 'no_title',
          text: text.trim(),
          message: 'What should the task be called?',
          alternatives: [],
        },
      ];
  return {
    title,
    dueDate: when.date,
    dueTime: when.time,
    dateGiven: when.dateGiven,
    recurrence: when.rule && writeRule(when.rule),
    recurrenceFrom: recurring.from,
    priority,
    labels: labelled.labels,
    project: inProject.project,
    durationMinutes: lasting.durationMinutes ?? when.durationMinutes,
    deadline: when.deadline,
    spans: [...source.spans].sort((a, b) => a.start - b.start),
    questions: [...recurring.questions, ...when.questions, ...noTitle],
  };
}

function unread(title: string): ParsedTask {
  return {
    title,
    dueDate: null,
    dueTime: null,
    dateGiven: false,
    recurrence: null,
    recurrenceFrom: 'due',
    priority: 'none',
    labels: [],
    project: null,
    durationMinutes: null,
    deadline: null,
    spans: [],
    questions: [],
  };
}
