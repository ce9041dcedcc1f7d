export { addTasks } from './add';
export type { ChangeContext, WriteOutcome } from './changes';
export { editTasks, rescheduleTasks, type TaskEdit } from './edit';
export { completeTasks, deleteTasks, reopenTasks, restoreTasks } from './lifecycle';
export { listTasks, type TaskListName, type TaskPage } from './query';
export { getTask, getTasks, standingChanges, taskHistory } from './read';
export { takeBack } from './take-back';
export { undo } from './undo';
export { type TaskView, taskView } from './view';
