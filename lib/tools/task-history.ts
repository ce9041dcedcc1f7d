import { z } from 'zod';
import { taskHistory } from '@/lib/tasks';
import { taskId } from '@/lib/tasks/fields';
import { defineTool, READ } from './define';

export const taskHistoryTool = defineTool({
  name: 'task_history',
  title: 'Show what changed',
  description: 'Says who changed what and when, newest first: of one task, or of all.',
  input: z.strictObject({
    id: taskId.optional(),
    limit: z.int().min(1).max(100).optional().describe('Default: 20'),
  }),
  output: z.strictObject({
    entries: z.array(
      z.strictObject({
        task_id: z.uuid(),
        actor: z.string(),
        update_type: z.string(),
        content: z.string(),
        batch_id: z.uuid(),
        undone: z.boolean(),
        created_at: z.iso.datetime(),
      }),
    ),
  }),
  annotations: READ,
  execute: async ({ id, limit = 20 }, { scope }) => ({
    output: { entries: await taskHistory(scope, { id, limit }) },
    actionTaken: null,
  }),
});
