import { z } from 'zod';
import { getTask, taskView } from '@/lib/tasks';
import { taskId } from '@/lib/tasks/fields';
import { defineTool, READ, ToolError } from './define';

export const getTaskTool = defineTool({
  name: 'get_task',
  title: 'Show a task',
  description: 'Shows one task with all its fields, also when it is done or in the trash.',
  input: z.strictObject({ id: taskId }),
  output: z.strictObject({ task: taskView }),
  annotations: READ,
  async execute({ id }, { scope, clock }) {
    const task = await getTask(scope, id, clock);
    if (!task)
      throw new ToolError('There is no task with this id.', 'call list_tasks to find the id.');
    return { output: { task }, actionTaken: null };
  },
});
