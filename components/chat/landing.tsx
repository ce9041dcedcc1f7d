'use client';

import { ArrowUpRight } from 'lucide-react';
import { useShell } from '../layout/shell-context';
import { todayIn } from '../tasks/due-words';
import { TaskRow } from '../tasks/task-row';
import { useEdited } from '../tasks/use-edited';
import { useTaskActions } from '../tasks/use-task-actions';
import { useTaskList } from '../tasks/use-task-list';
import { suggest, summarise } from './suggestions';

/** What a person sees before they say something: their day, and what could be said about it. */
export type Greeting = {
  /** "Good morning, Ada". */
  words: string;
  open: number;
  done: number;
};

type LandingProps = {
  greeting: Greeting;
  onSend: (text: string) => void;
  onFill: (text: string) => void;
};

const shownAtFirst = 4;

export function Landing({ greeting, onSend, onFill }: LandingProps) {
  const { firstToday, timeZone } = useShell();
  const actions = useTaskActions();
  const { tasks = [], total } = useTaskList('today', firstToday);
  const { shown, noteEditing } = useEdited(tasks);
  const today = todayIn(timeZone, new Date());
  const overdue = tasks.filter((task) => task.overdue).length;
  const day = { overdue, due: (total ?? tasks.length) - overdue, ...greeting };
  return (
    <div className="flex flex-1 flex-col justify-center pt-8 pb-5">
      <h1
        dir="auto"
        className="wrap-anywhere-safe font-semibold text-[1.75rem] leading-tight tracking-[-0.025em] md:text-4xl"
      >
        {greeting.words}
      </h1>
      <p className="mt-2 text-ink-soft text-lg leading-snug">{summarise(day)}</p>
      {shown.length > 0 ? (
        <ul className="-mx-1 mt-5 flex flex-col gap-px lg:hidden">
          {shown.slice(0, shownAtFirst).map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              today={today}
              actions={actions}
              onEditing={(editing) => noteEditing(task, editing)}
            />
          ))}
        </ul>
      ) : null}
      <ul aria-label="Suggestions" className="mt-6 flex flex-wrap gap-2">
        {suggest(day).map(({ text, fills }) => (
          <li key={text} className="max-w-full">
            <button
              type="button"
              onClick={() => (fills ? onFill(text) : onSend(text))}
              className="wrap-anywhere-safe flex items-center gap-1.5 rounded-2xl border border-line bg-raised px-3.5 py-2 text-start text-ink-soft text-sm transition-colors hover:border-edge hover:text-ink"
            >
              {text}
              <ArrowUpRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
