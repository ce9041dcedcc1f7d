import type { ToolCallRow } from '@/lib/conversations';
import { affectedBy } from '@/lib/tools/call';

/** How many tasks one turn may change, and delete, before it asks. */
export const WITHOUT_ASKING = { changed: 5, deleted: 1 };

/**
 * Says which calls of a turn need the person's word: those that bring the tasks changed or deleted
 * in it above the limits. It counts over the whole turn, so that many small calls are no way
 * around. `done` are the calls that the turn has made already, or that were approved in it.
 */
export function approvalPolicy(done: Pick<ToolCallRow, 'state' | 'toolName' | 'input'>[]) {
  const changed = new Set<string>();
  const deleted = new Set<string>();
  const count = (affected: { changed: string[]; deleted: string[] }) => {
    for (const id of affected.changed) changed.add(id);
    for (const id of affected.deleted) deleted.add(id);
  };
  for (const call of done) {
    if (call.state === 'succeeded' || call.state === 'running')
      count(affectedBy(call.toolName, call.input));
  }
  return (toolName: string, input: unknown): string | null => {
    const affected = affectedBy(toolName, input);
    const deletes = new Set([...deleted, ...affected.deleted]).size;
    const changes = new Set([...changed, ...affected.changed]).size;
    const asks =
      (affected.deleted.length > 0 && deletes > WITHOUT_ASKING.deleted) ||
      (affected.changed.length > 0 && changes > WITHOUT_ASKING.changed);
    if (asks) return approvalReason(toolName, input);
    count(affected);
    return null;
  };
}

/** What a call that waits would do, in one sentence. */
export function approvalReason(toolName: string, input: unknown): string {
  const { changed, deleted } = affectedBy(toolName, input);
  return deleted.length > 0
    ? `This deletes ${sayTasks(deleted)}.`
    : `This changes ${sayTasks(changed)}.`;
}

function sayTasks(ids: string[]): string {
  const count = new Set(ids).size;
  return count === 1 ? 'one more task' : `${count} tasks`;
}
