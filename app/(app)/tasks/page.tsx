import type { Metadata } from 'next';
import { FoundTask } from '@/components/tasks/found-task';
import { TaskFilter } from '@/components/tasks/task-filter';
import { TaskPanel } from '@/components/tasks/task-panel';
import { requirePageScope } from '@/lib/auth/session';

export const metadata: Metadata = { title: 'Tasks' };

export default async function TasksPage() {
  await requirePageScope('/tasks');
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-6 pb-24 md:px-8">
      <h1 className="mb-3 px-2 font-semibold text-2xl tracking-[-0.02em]">Tasks</h1>
      <FoundTask />
      <TaskFilter>
        <TaskPanel wide />
      </TaskFilter>
    </div>
  );
}
