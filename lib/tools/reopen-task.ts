import { z } from 'zod';
import { reopenTasks } from '@/lib/tasks';
import { defineTool, IDEMPOTENT, ids, writeOutput, written } from './define';

export const reopenTaskTool = defineTool({
  name: 'reopen_task',
  title: 'Reopen tasks',
  description: 'Makes done tasks open again.',
  input: z.strictObject({ ids }),
  output: writeOutput,
  annotations: IDEMPOTENT,
  affects: ({ ids }) => ({ changed: ids }),
  execute: async ({ ids }, { scope, change }) => written(await reopenTasks(scope, change, ids)),
});
