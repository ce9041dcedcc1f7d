import { z } from 'zod';
import { addTasks } from '@/lib/tasks';
import {
  description,
  dueDate,
  dueTime,
  durationMinutes,
  labels,
  priority,
  project,
  recurrence,
  recurrenceFrom,
  timeZone,
  title,
} from '@/lib/tasks/fields';
import { ADDITIVE, BATCH_LIMIT, defineTool, writeOutput, written } from './define';

/** The fields of a task that a caller may give. */
export const taskFields = {
  title,
  description: description.optional().describe('Notes'),
  due_date: dueDate.optional().describe("'YYYY-MM-DD' in the person's zone"),
  due_time: dueTime.optional().describe("'HH:mm', 24 hours; leave out for all day"),
  time_zone: timeZone.optional().describe('IANA name, only for a moment fixed to a place'),
  priority: priority.optional(),
  recurrence: recurrence
    .optional()
    .describe(
      "RRULE body, like 'FREQ=WEEKLY;BYDAY=MO,WE'; the first one falls on or after due_date",
    ),
  recurrence_from: recurrenceFrom
    .optional()
    .describe("'completion' when it is counted from when it was done; default 'due'"),
  deadline: dueDate
    .optional()
    .describe("'YYYY-MM-DD', only when it must be done by then; due_date is when to do it"),
  duration_minutes: durationMinutes.optional(),
  project: project.optional().describe('Name; made when it is new'),
  labels: labels.optional().describe('Names; made when they are new'),
};

export const addTaskTool = defineTool({
  name: 'add_task',
  title: 'Add tasks',
  description: 'Adds one or several tasks. A title is what to do, without its date and priority.',
  input: z.strictObject({
    tasks: z
      .array(z.strictObject(taskFields))
      .min(1, 'Give at least one task.')
      .max(BATCH_LIMIT, `At most ${BATCH_LIMIT} tasks a call.`),
  }),
  output: writeOutput,
  annotations: ADDITIVE,
  execute: async ({ tasks }, { scope, change }) => written(await addTasks(scope, change, tasks)),
});
