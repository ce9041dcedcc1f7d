import { z } from 'zod';
import { deleteTasks } from '@/lib/tasks';
import { defineTool, IDEMPOTENT, ids, writeOutput, written } from './define';

export const deleteTaskTool = defineTool({
  name: 'delete_task',
  title: 'Delete tasks',
  description:
    'Puts tasks into the trash; restore_task brings them back. Never guess which one is meant.',
  input: z.strictObject({ ids }),
  output: writeOutput,
  annotations: IDEMPOTENT,
  affects: ({ ids }) => ({ deleted: ids }),
  execute: async ({ ids }, { scope, change }) => written(await deleteTasks(scope, change, ids)),
});
