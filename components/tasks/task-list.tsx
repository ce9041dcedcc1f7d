'use client';

import type { TaskListName, TaskPage, TaskView } from '@/lib/tasks';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { sayDay, todayIn } from './due-words';
import { TaskRow } from './task-row';
import { useEdited } from './use-edited';
import type { useTaskActions } from './use-task-actions';
import { useTaskList } from './use-task-list';

type TaskListProps = {
  list: TaskListName;
  today: string;
  actions: ReturnType<typeof useTaskActions>;
  first?: TaskPage;
};

const empty: Record<TaskListName, { title: string; hint: string }> = {
  today: { title: 'Nothing due today', hint: 'Enjoy it, or pull something forward from All.' },
  upcoming: { title: 'Nothing planned yet', hint: 'Try “dentist on thursday at 9”.' },
  all: { title: 'No open tasks', hint: 'Add one above, or say it in the chat.' },
  done: { title: 'Nothing done yet', hint: 'What you complete collects here.' },
};

/** One list of tasks, under headings where it has several days. */
export function TaskList({ list, today, actions, first }: TaskListProps) {
  const { timeZone } = useShell();
  const { tasks, error, ...page } = useTaskList(list, first);
  const { shown, noteEditing } = useEdited(tasks ?? []);

  if (!tasks) {
    return error ? (
      <Notice
        tone="error"
        title="Your tasks could not be loaded."
        actions={
          <Button size="sm" onClick={page.retry}>
            Try again
          </Button>
        }
      >
        {error.message}
      </Notice>
    ) : (
      <Placeholder />
    );
  }
  if (shown.length === 0) {
    return (
      <div className="px-2 py-8 text-center">
        <p className="font-medium text-ink-soft">{empty[list].title}</p>
        <p className="mt-0.5 text-ink-faint text-sm">{empty[list].hint}</p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {sections(shown, (task) => sectionOf(list, task, today, timeZone)).map((section) => (
        <div key={section.heading}>
          <h3
            className={
              section.overdue
                ? 'px-2 pb-1 font-semibold text-danger-ink text-xs'
                : 'px-2 pb-1 font-semibold text-ink-faint text-xs'
            }
          >
            {section.heading}
          </h3>
          <ul className="flex flex-col gap-px">
            {section.tasks.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                today={today}
                actions={actions}
                hideDay={section.saysDay}
                finished={list === 'done'}
                onEditing={(editing) => noteEditing(task, editing)}
              />
            ))}
          </ul>
        </div>
      ))}
      {page.hasMore ? (
        <Button variant="ghost" size="sm" busy={page.loadingMore} onClick={page.loadMore}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}

type Section = { heading: string; tasks: TaskView[]; overdue?: boolean; saysDay?: boolean };

function sections(
  tasks: TaskView[],
  sectionFor: (task: TaskView) => Omit<Section, 'tasks'>,
): Section[] {
  const groups = new Map<string, Section>();
  for (const task of tasks) {
    const section = sectionFor(task);
    const group = groups.get(section.heading);
    if (group) group.tasks.push(task);
    else groups.set(section.heading, { ...section, tasks: [task] });
  }
  return [...groups.values()];
}

function sectionOf(
  list: TaskListName,
  task: TaskView,
  today: string,
  timeZone: string,
): Omit<Section, 'tasks'> {
  if (list === 'done' && task.completed_at)
    return { heading: sayDay(todayIn(timeZone, new Date(task.completed_at)), today) };
  if (task.overdue && (task.due_date ?? today) < today)
    return { heading: 'Overdue', overdue: true };
  if (!task.due_date) return { heading: 'Any day' };
  return { heading: sayDay(task.due_date, today), saysDay: true };
}

function Placeholder() {
  return (
    <div role="status" className="flex flex-col gap-3 px-2 py-3">
      <span className="sr-only">Loading tasks</span>
      {['w-3/4', 'w-1/2', 'w-2/3'].map((width) => (
        <div key={width} className={`h-4 animate-pulse rounded bg-pressed ${width}`} />
      ))}
    </div>
  );
}
