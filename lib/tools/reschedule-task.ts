import { z } from 'zod';
import { rescheduleTasks } from '@/lib/tasks';
import { dueDate, dueTime, NONE, taskId } from '@/lib/tasks/fields';
import {
  BATCH_LIMIT,
  DESTRUCTIVE,
  defineTool,
  EACH_ONCE,
  eachOnce,
  writeOutput,
  written,
} from './define';

const none = z.literal(NONE);

const move = z
  .strictObject({
    id: taskId,
    due_date: z.union([dueDate, none]).optional().describe("'YYYY-MM-DD' or 'none'"),
    due_time: z.union([dueTime, none]).optional().describe("'HH:mm' or 'none' for all day"),
    shift_days: z
      .int()
      .min(-3650)
      .max(3650)
      .optional()
      .describe('Days later, or earlier when negative'),
  })
  .refine(
    ({ due_date, due_time, shift_days }) =>
      due_date !== undefined || due_time !== undefined || shift_days !== undefined,
    'Say where to: due_date, due_time or shift_days.',
  )
  .refine(
    ({ due_date, shift_days }) => due_date === undefined || shift_days === undefined,
    'Give due_date or shift_days, not both.',
  );

export const rescheduleTaskTool = defineTool({
  name: 'reschedule_task',
  title: 'Move tasks',
  description:
    'Moves tasks to another date or time, or by a number of days. Given only a date, a task keeps its time.',
  input: z.strictObject({
    tasks: z
      .array(move)
      .min(1, 'Name at least one task.')
      .max(BATCH_LIMIT, `At most ${BATCH_LIMIT} tasks a call.`)
      .refine(eachOnce, EACH_ONCE),
  }),
  output: writeOutput,
  annotations: DESTRUCTIVE,
  affects: ({ tasks }) => ({ changed: tasks.map(({ id }) => id) }),
  execute: async ({ tasks }, { scope, change }) =>
    written(await rescheduleTasks(scope, change, tasks)),
});
