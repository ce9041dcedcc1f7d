import { z } from 'zod';
import { skipTasks } from '@/lib/tasks';
import { DESTRUCTIVE, defineTool, ids, writeOutput, written } from './define';

export const skipTaskTool = defineTool({
  name: 'skip_task',
  title: 'Skip an occurrence',
  description:
    'Moves repeating tasks to their next occurrence without completing the one that is open.',
  input: z.strictObject({ ids }),
  output: writeOutput,
  annotations: DESTRUCTIVE,
  affects: ({ ids }) => ({ changed: ids }),
  execute: async ({ ids }, { scope, change }) => written(await skipTasks(scope, change, ids)),
});
