'use client';

import { useState } from 'react';
import type { TaskListName } from '@/lib/tasks';
import { useShell } from '../layout/shell-context';
import { cn } from '../ui/cn';
import { Tabs } from '../ui/tabs';
import { todayIn } from './due-words';
import { QuickAdd } from './quick-add';
import { TaskList } from './task-list';
import { useTaskActions } from './use-task-actions';
import { useTaskList } from './use-task-list';

const labels: Record<TaskListName, string> = {
  today: 'Today',
  upcoming: 'Upcoming',
  all: 'All',
  done: 'Done',
};
const names = Object.keys(labels) as TaskListName[];

/** Today, Upcoming, All and Done, with quick add. `wide` is the page of its own. */
export function TaskPanel({ wide = false }: { wide?: boolean }) {
  const { timeZone, firstToday } = useShell();
  const [list, setList] = useState<TaskListName>('today');
  const actions = useTaskActions();
  const { total } = useTaskList('today', firstToday);
  const today = todayIn(timeZone, new Date());

  return (
    <Tabs
      label="Task lists"
      items={names.map((value) => ({
        value,
        label: labels[value],
        ...(value === 'today' && total ? { count: total } : {}),
      }))}
      value={list}
      onValueChange={setList}
      className={cn('flex-1', !wide && 'pt-1')}
      panelClassName={cn('flex flex-1 flex-col', !wide && 'quiet-scroll overflow-y-auto')}
    >
      <div className={cn('flex flex-col gap-4', wide ? 'py-4' : 'p-3')}>
        <h2 className="sr-only">{labels[list]}</h2>
        {list === 'done' ? null : (
          <QuickAdd actions={actions} {...(list === 'today' && { day: today })} />
        )}
        <TaskList
          key={list}
          list={list}
          today={today}
          actions={actions}
          {...(list === 'today' && { first: firstToday })}
        />
      </div>
    </Tabs>
  );
}
