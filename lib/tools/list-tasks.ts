import { z } from 'zod';
import { BadCursor, HttpError } from '@/lib/http';
import { isStorable } from '@/lib/storable';
import { listTasks, taskView } from '@/lib/tasks';
import { dueDate, label, priority, project } from '@/lib/tasks/fields';
import { FILTER_LIMIT } from '@/lib/tasks/filter';
import { defineTool, READ, ToolError } from './define';

export const listTasksTool = defineTool({
  name: 'list_tasks',
  title: 'List tasks',
  description:
    'Lists tasks, by date, time and priority. Give "today" or "this_week" as they are: the server knows the date. ' +
    '`understood` says the filter in words.',
  input: z.strictObject({
    status: z.enum(['open', 'done', 'all', 'deleted']).optional().describe('Default: open'),
    due: z.enum(['today', 'tomorrow', 'this_week', 'next_week', 'overdue', 'none']).optional(),
    from: dueDate.optional().describe("First due date, 'YYYY-MM-DD'; instead of due"),
    to: dueDate.optional().describe("Last due date, 'YYYY-MM-DD'; instead of due"),
    priority: priority.optional(),
    search: z
      .string()
      .max(200)
      .refine(isStorable, 'Contains characters that cannot be stored.')
      .optional()
      .describe('Words that stand in the title or description'),
    project: project.optional(),
    label: label.optional(),
    filter: z
      .string()
      .max(FILTER_LIMIT)
      .optional()
      .describe(
        'Which tasks, in words: "overdue high priority #work", "done last week", "repeating". "Done this week" also finds what repeats',
      ),
    shown: z
      .boolean()
      .optional()
      .describe('false: only to find tasks, the person is shown no list. Default: true'),
    limit: z.int().min(1).max(100).optional().describe('Default: 50'),
    cursor: z.string().max(500).optional().describe('next_cursor of the page before'),
  }),
  output: z.strictObject({
    tasks: z.array(taskView),
    next_cursor: z.string().nullable(),
    total: z.int(),
    understood: z.string(),
  }),
  annotations: READ,
  async execute(input, { scope, clock }) {
    if (input.due && (input.from || input.to))
      throw new ToolError(
        'due and from/to say the same thing twice.',
        'send either due, or from and to.',
      );
    try {
      return { output: await listTasks(scope, input, clock), actionTaken: null };
    } catch (error) {
      if (error instanceof BadCursor)
        throw new ToolError(
          'This cursor is not one of list_tasks.',
          'list again without a cursor.',
        );
      if (error instanceof HttpError) throw new ToolError(error.body.error, error.body.try_next);
      throw error;
    }
  },
});
