'use client';

import { BookMarked, CircleAlert, CircleSlash, Search } from 'lucide-react';
import Link from 'next/link';
import { Spinner } from '../ui/spinner';
import { ApprovalCard } from './approval-card';
import { HistoryCard } from './history-card';
import { ListCard } from './list-card';
import { isLookup, isWrite, type ToolPart, tasksOf, toolNameOf } from './tool-parts';
import { sayDoing, sayLookedAt } from './tool-words';
import { WriteCard } from './write-card';

type ToolCallProps = {
  part: ToolPart;
  /** Whether the answer it stands in is still being written. */
  live: boolean;
  /** Calls that come after it in the same answer. */
  later: ToolPart[];
  /** Whether the person can still decide: nothing was said since. */
  open: boolean;
  /** Whether what the answer changed has been taken back. */
  undone: boolean;
};

/** One call of a tool: what is being done, what was done, or what waits for the person's word. */
export function ToolCall({ part, live, later, open, undone }: ToolCallProps) {
  switch (part.state) {
    case 'input-streaming':
    case 'input-available':
      return live ? (
        <Line icon={<Spinner className="size-3.5" />}>{sayDoing(toolNameOf(part))}…</Line>
      ) : (
        <Line icon={<CircleSlash aria-hidden="true" className="size-3.5" />}>
          {sayDoing(toolNameOf(part))} broke off. Nothing was changed by it.
        </Line>
      );
    case 'approval-requested':
      return <ApprovalCard part={part} open={open} />;
    case 'approval-responded':
      return part.approval.approved ? (
        <Line icon={<Spinner className="size-3.5" />}>{sayDoing(toolNameOf(part))}…</Line>
      ) : (
        <Declined />
      );
    case 'output-denied':
      return part.approval.reason?.includes('expired') ? <Expired /> : <Declined />;
    case 'output-error':
      return (
        <Line icon={<CircleAlert aria-hidden="true" className="size-3.5 text-danger-ink" />}>
          {sayDoing(toolNameOf(part))} did not work: {part.errorText.split('\n')[0]}
        </Line>
      );
    case 'output-available':
      return <Outcome part={part} later={later} undone={undone} />;
  }
}

function Outcome({ part, later, undone }: Pick<ToolCallProps, 'part' | 'later' | 'undone'>) {
  if (part.state !== 'output-available') return null;
  if (part.type === 'tool-task_history') return <HistoryCard entries={part.output.entries} />;
  if (part.type === 'tool-set_preference')
    return (
      <Line icon={<BookMarked aria-hidden="true" className="size-3.5" />}>
        {part.output.sentence}{' '}
        <Link href="/settings#dates" className="underline underline-offset-2 hover:text-ink">
          Change it in the settings
        </Link>
      </Line>
    );
  if (isWrite(part)) return <WriteCard part={part} later={later} undone={undone} />;
  // A name may be sought in several places; one line tells that.
  if (isLookup(part) && later.some(isLookup)) return null;
  // Looking something up before changing it is not worth a card of its own.
  if (isLookup(part) || later.some(isWrite))
    return (
      <Line icon={<Search aria-hidden="true" className="size-3.5" />}>{sayLookedAt(part)}</Line>
    );
  if (part.type === 'tool-list_tasks') {
    const { tasks, total, understood } = part.output;
    // What was looked at next says more than an empty card.
    if (total === 0 && later.some(({ type }) => type === 'tool-list_tasks'))
      return (
        <Line icon={<Search aria-hidden="true" className="size-3.5" />}>
          {sayLookedAt(part)}: nothing there
        </Line>
      );
    return <ListCard tasks={tasks} total={total} heading={understood} />;
  }
  return <ListCard tasks={tasksOf(part)} total={1} heading="Task" />;
}

function Declined() {
  return (
    <Line icon={<CircleSlash aria-hidden="true" className="size-3.5" />}>
      Declined. Nothing was changed.
    </Line>
  );
}

function Expired() {
  return (
    <Line icon={<CircleSlash aria-hidden="true" className="size-3.5" />}>
      Nobody decided this within a day, so it has expired. Nothing was changed.
    </Line>
  );
}

function Line({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <p className="wrap-anywhere-safe flex items-baseline gap-2 text-ink-faint text-sm [&>span:first-child]:translate-y-0.5">
      <span className="shrink-0">{icon}</span>
      <span>{children}</span>
    </p>
  );
}
