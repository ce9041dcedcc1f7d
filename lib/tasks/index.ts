export { addTasks, type TaskDraft } from './add';
export type { ChangeContext, Failure, WriteOutcome } from './changes';
export { sayDue } from './dates';
export { editTasks, type Reschedule, rescheduleTasks, type TaskEdit } from './edit';
export { completeTasks, deleteTasks, reopenTasks, restoreTasks } from './lifecycle';
export { listTasks, type TaskListName, type TaskPage, type TaskQuery } from './query';
export { getTask, type HistoryEntry, taskHistory, undoneBatches } from './read';
export { undo } from './undo';
export { type TaskView, taskView } from './view';
