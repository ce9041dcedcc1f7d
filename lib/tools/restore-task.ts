import { z } from 'zod';
import { restoreTasks } from '@/lib/tasks';
import { defineTool, IDEMPOTENT, ids, writeOutput, written } from './define';

export const restoreTaskTool = defineTool({
  name: 'restore_task',
  title: 'Restore tasks',
  description: 'Takes deleted tasks out of the trash, as they were.',
  input: z.strictObject({ ids }),
  output: writeOutput,
  annotations: IDEMPOTENT,
  affects: ({ ids }) => ({ changed: ids }),
  execute: async ({ ids }, { scope, change }) => written(await restoreTasks(scope, change, ids)),
});
