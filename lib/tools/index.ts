import { addTaskTool } from './add-task';
import { completeTaskTool } from './complete-task';
import { deleteTaskTool } from './delete-task';
import { getTaskTool } from './get-task';
import { listTasksTool } from './list-tasks';
import { reopenTaskTool } from './reopen-task';
import { rescheduleTaskTool } from './reschedule-task';
import { restoreTaskTool } from './restore-task';
import { setPreferenceTool } from './set-preference';
import { skipTaskTool } from './skip-task';
import { taskHistoryTool } from './task-history';
import { undoTool } from './undo';
import { updateTaskTool } from './update-task';

/** Every tool, in the order in which all consumers list them. */
export const tools = [
  listTasksTool,
  getTaskTool,
  addTaskTool,
  updateTaskTool,
  rescheduleTaskTool,
  completeTaskTool,
  skipTaskTool,
  reopenTaskTool,
  deleteTaskTool,
  restoreTaskTool,
  undoTool,
  taskHistoryTool,
  setPreferenceTool,
] as const;

export type Tool = (typeof tools)[number];
export type ToolName = Tool['name'];
