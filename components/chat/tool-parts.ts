import type { SaydoMessage } from '@/lib/agent/message';
import type { TaskView } from '@/lib/tasks';
import type { ToolName } from '@/lib/tools';

type Part = SaydoMessage['parts'][number];
/** One call of a tool in an answer, in any state. */
export type ToolPart = Extract<Part, { toolCallId: string; type: `tool-${ToolName}` }>;

export function isToolPart(part: Part): part is ToolPart {
  return part.type.startsWith('tool-');
}

export function toolNameOf(part: ToolPart): ToolName {
  return part.type.slice('tool-'.length) as ToolName;
}

/** They change no task. */
const readers: ToolName[] = ['list_tasks', 'get_task', 'task_history', 'set_preference'];

/** Whether the tool changes tasks. */
export function isWrite(part: ToolPart): boolean {
  return !readers.includes(toolNameOf(part));
}

/** Whether the call only finds tasks for what comes next, and shows no list. */
export function isLookup(part: ToolPart): boolean {
  return part.type === 'tool-list_tasks' && part.input?.shown === false;
}

/** The tasks that a finished call answered with. */
export function tasksOf(part: ToolPart): TaskView[] {
  if (part.state !== 'output-available') return [];
  if (part.type === 'tool-task_history' || part.type === 'tool-set_preference') return [];
  if (part.type === 'tool-get_task') return [filled(part.output.task)];
  // An answer may name a tool of long ago.
  return Array.isArray(part.output?.tasks) ? part.output.tasks.map(filled) : [];
}

/** Conversations are older than what tasks can have by now. */
function filled(task: TaskView): TaskView {
  return 'labels' in task ? task : { ...olderTask, ...(task as TaskView) };
}

const olderTask = {
  recurrence: null,
  recurrence_from: 'due',
  repeats: null,
  deadline: null,
  duration_minutes: null,
  project: null,
  labels: [],
} satisfies Partial<TaskView>;

/** The batch that Undo takes back; null when the call changed nothing. */
export function batchOf(part: ToolPart): string | null {
  if (part.state !== 'output-available' || !('batch_id' in part.output)) return null;
  return part.output.batch_id;
}

/** The tasks a call that waits for approval would touch: the id, and the fields it would set. */
export function plannedOf(part: ToolPart): { id: string; [field: string]: unknown }[] {
  const input: unknown = part.input;
  if (typeof input !== 'object' || input === null) return [];
  if ('ids' in input && Array.isArray(input.ids))
    return input.ids.map((id) => ({ id: String(id) }));
  if ('tasks' in input && Array.isArray(input.tasks)) return input.tasks;
  return [];
}

/** What a conversation has shown of each task, call by call. */
export type TaskIndex = {
  /** The newest view of a task. */
  latest: (id: string) => TaskView | undefined;
  /** How a task was before the call changed it, where the conversation has shown that. */
  before: (callId: string, task: TaskView) => TaskView | undefined;
  /** Whether the conversation has shown that the task already was as the call wanted it. */
  unchanged: (callId: string, task: TaskView) => boolean;
};

/** Reads every task that the calls of a conversation have shown, in order. */
export function indexTasks(messages: SaydoMessage[]): TaskIndex {
  const latest = new Map<string, TaskView>();
  const before = new Map<string, TaskView>();
  const unchanged = new Set<string>();
  for (const message of messages) {
    for (const part of message.parts) {
      if (!isToolPart(part)) continue;
      for (const task of tasksOf(part)) {
        const known = latest.get(task.id);
        if (known?.version === task.version) unchanged.add(`${part.toolCallId} ${task.id}`);
        if (known && known.version === task.version - 1)
          before.set(`${part.toolCallId} ${task.id}`, known);
        if (!known || known.version <= task.version) latest.set(task.id, task);
      }
    }
  }
  return {
    latest: (id) => latest.get(id),
    before: (callId, task) => before.get(`${callId} ${task.id}`),
    unchanged: (callId, task) => unchanged.has(`${callId} ${task.id}`),
  };
}
