export { addTasks } from './add';
export { changedElsewhere, type ElsewhereChange } from './changed-elsewhere';
export type { ChangeContext, WriteOutcome } from './changes';
export { editTasks, rescheduleTasks, type TaskEdit } from './edit';
export { completeTasks, deleteTasks, reopenTasks, restoreTasks } from './lifecycle';
export { listTasks, type TaskListName, type TaskPage } from './query';
export { getTask, getTasks, taskHistory, undoneBatches } from './read';
export { undo } from './undo';
export { type TaskView, taskView } from './view';
