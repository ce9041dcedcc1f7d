import { z } from 'zod';
import { editTasks } from '@/lib/tasks';
import {
  description,
  dueDate,
  dueTime,
  durationMinutes,
  labels,
  NONE,
  projectOrNone,
  recurrenceFrom,
  recurrenceOrNone,
  taskId,
  timeZone,
  title,
} from '@/lib/tasks/fields';
import { taskFields } from './add-task';
import {
  BATCH_LIMIT,
  defineTool,
  EACH_ONCE,
  eachOnce,
  IDEMPOTENT,
  writeOutput,
  written,
} from './define';

const none = z.literal(NONE);

export const updateTaskTool = defineTool({
  name: 'update_task',
  title: 'Change tasks',
  description:
    'Changes fields of tasks. Fields left out stay; the word "none" clears a field, [] all labels. ' +
    'A date given to a repeating task moves the whole series; reschedule_task moves one occurrence. ' +
    'Give the version you saw to be told when the task changed since.',
  input: z.strictObject({
    tasks: z
      .array(
        z.strictObject({
          id: taskId,
          version: z.int().min(1).optional(),
          title: title.optional(),
          description: description.optional().describe('Notes; "none" clears them'),
          due_date: z.union([dueDate, none]).optional().describe("'YYYY-MM-DD' or 'none'"),
          due_time: z.union([dueTime, none]).optional().describe("'HH:mm' or 'none' for all day"),
          time_zone: z.union([timeZone, none]).optional(),
          priority: taskFields.priority,
          recurrence: recurrenceOrNone.optional().describe("RRULE body; 'none' ends the series"),
          recurrence_from: recurrenceFrom.optional(),
          deadline: z.union([dueDate, none]).optional().describe("'YYYY-MM-DD' or 'none'"),
          duration_minutes: z.union([durationMinutes, none]).optional(),
          project: projectOrNone
            .optional()
            .describe("Name, made when it is new; 'none' clears, '+none' is a name"),
          labels: labels.optional().describe('All its labels, instead of those it has'),
        }),
      )
      .min(1, 'Name at least one task.')
      .max(BATCH_LIMIT, `At most ${BATCH_LIMIT} tasks a call.`)
      .refine(eachOnce, EACH_ONCE),
  }),
  output: writeOutput,
  annotations: IDEMPOTENT,
  affects: ({ tasks }) => ({ changed: tasks.map(({ id }) => id) }),
  execute: async ({ tasks }, { scope, change }) => written(await editTasks(scope, change, tasks)),
});
