import { z } from 'zod';
import { completeTasks } from '@/lib/tasks';
import { defineTool, IDEMPOTENT, ids, writeOutput, written } from './define';

export const completeTaskTool = defineTool({
  name: 'complete_task',
  title: 'Complete tasks',
  description: 'Marks tasks as done. A repeating task moves to its next occurrence instead.',
  input: z.strictObject({ ids }),
  output: writeOutput,
  annotations: IDEMPOTENT,
  affects: ({ ids }) => ({ changed: ids }),
  execute: async ({ ids }, { scope, change }) => written(await completeTasks(scope, change, ids)),
});
