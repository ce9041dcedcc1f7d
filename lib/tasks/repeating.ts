import { type Clock, today, wallTime } from '@/lib/clock';
import {
  afterCompletion,
  afterSkipping,
  firstTurn,
  occurrences,
  type Series,
  type Turn,
} from '@/lib/language';
import type { Refusal, TaskPatch } from './changes';
import { sayDay } from './dates';
import type { TaskRow } from './view';

type Begin = {
  recurrence: string;
  recurrenceFrom: Series['recurrenceFrom'];
  /** Null: from today on. */
  dueDate: string | null;
  dueTime: string | null;
  timeZone: string | null;
};

/**
 * What a task is given when a rule is put on it: it is due on the rule's first day, on or after
 * `dueDate`; without one, the first that is still ahead. That day is where the rule is counted from.
 */
export function beginSeries(begin: Begin, clock: Clock): TaskPatch | Refusal {
  const { recurrence, recurrenceFrom, dueTime } = begin;
  if (isHourly(recurrence) && !dueTime)
    return { error: 'A rule by the hour needs a time.', try_next: 'send due_time with it.' };
  const from = begin.dueDate ?? today(inZone(begin, clock)).toString();
  // "Every 2 weeks on Monday", said on a Tuesday, begins next Monday and not in two weeks.
  const first = firstTurn(recurrence.replace(/;?INTERVAL=\d+/, ''), from);
  const turn = first && !isOver(recurrence, first) && { date: first, time: dueTime };
  const ahead = turn && !begin.dueDate ? stillAhead(begin, turn, clock) : turn;
  if (!turn || !ahead)
    return {
      error: `This rule has no day from ${sayDay(from)} on.`,
      try_next: 'send a later end, or an earlier due_date.',
    };
  return {
    dueDate: ahead.date,
    dueTime: ahead.time,
    recurrence,
    recurrenceFrom,
    recurrenceStart: turn.date,
    turnDate: ahead.date,
    turnTime: ahead.time,
    turnsOver: 0,
  };
}

/** The same series from another day on: the rule stays, and of "10 times" those that are left. */
export function moveSeries(
  task: TaskRow,
  { dueDate, dueTime }: { dueDate: string; dueTime: string | null },
  clock: Clock,
): TaskPatch | Refusal {
  const { recurrence, recurrenceFrom, timeZone } = task;
  if (!recurrence) throw new Error('A task that happens once has no series.');
  const rule = withTurnsLeft(task, recurrence, clock);
  const begun = beginSeries(
    { recurrence: rule, recurrenceFrom, dueDate, dueTime, timeZone },
    clock,
  );
  if ('error' in begun || begun.dueDate === dueDate) return begun;
  return {
    error: `The rule of “${task.title}” has no turn on ${sayDay(dueDate)}.`,
    try_next:
      'send the recurrence that is meant as well, or move one occurrence by reschedule_task.',
  };
}

/** What ending a series does to a task: it happens once more, when it is due. */
export const ONCE: TaskPatch = {
  recurrence: null,
  recurrenceFrom: 'due',
  recurrenceStart: null,
  turnDate: null,
  turnTime: null,
  turnsOver: 0,
};

/** The occurrence after the open one, or null when the series ends with it. */
export function nextTurn(task: TaskRow, how: 'completed' | 'skipped', clock: Clock): Turn | null {
  const there = inZone(task, clock);
  const now = wallTime(there).toString({ smallestUnit: 'minute' });
  // Hours are counted from turn to turn, so their number is counted here.
  const last = isHourly(task.recurrence ?? '') && task.turnsOver + 1 >= countOf(task);
  if (last) return null;
  return how === 'completed'
    ? afterCompletion(seriesOf(task), now, there.timeZone)
    : afterSkipping(seriesOf(task), there.timeZone);
}

/** Moves a task to an occurrence: back to the time of the series, when this one was moved. */
export function turnTo(task: TaskRow, turn: Turn): TaskPatch {
  return {
    dueDate: turn.date,
    dueTime: turn.time,
    timeZone: turn.time && task.timeZone,
    turnDate: turn.date,
    turnTime: turn.time,
    turnsOver: task.turnsOver + 1,
  };
}

function seriesOf(task: TaskRow): Series {
  const { recurrence, recurrenceFrom, recurrenceStart, turnDate, turnTime, turnsOver } = task;
  if (!recurrence || !recurrenceStart || !turnDate)
    throw new Error('A task that happens once has no series.');
  return {
    recurrence,
    recurrenceFrom,
    anchor: recurrenceStart,
    turn: turnDate,
    time: turnTime?.slice(0, 5) ?? null,
    done: turnsOver,
  };
}

/** The turn, or the next one when its time has passed today. */
function stillAhead(begin: Begin, turn: Turn, clock: Clock): Turn | null {
  const there = inZone(begin, clock);
  const now = wallTime(there).toString({ smallestUnit: 'minute' });
  if (!turn.time || `${turn.date}T${turn.time}` >= now) return turn;
  const { recurrence, recurrenceFrom } = begin;
  const series = { recurrence, recurrenceFrom, anchor: turn.date, turn: turn.date, done: 0 };
  return isHourly(recurrence)
    ? afterCompletion({ ...series, time: turn.time }, now, there.timeZone)
    : afterSkipping({ ...series, time: turn.time }, there.timeZone);
}

function withTurnsLeft(task: TaskRow, recurrence: string, clock: Clock): string {
  const count = countOf(task);
  if (count === Number.POSITIVE_INFINITY) return recurrence;
  return recurrence.replace(/COUNT=\d+/, `COUNT=${Math.max(1, count - turnsPast(task, clock))}`);
}

function countOf({ recurrence }: TaskRow): number {
  return Number(/COUNT=(\d+)/.exec(recurrence ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
}

/** How many turns of the rule lie before the open one. */
function turnsPast(task: TaskRow, clock: Clock): number {
  const { recurrence, anchor, turn, time, recurrenceFrom } = seriesOf(task);
  if (recurrenceFrom === 'completion' || isHourly(recurrence)) return task.turnsOver;
  const open = `${turn}T${time ?? '00:00'}`;
  let past = 0;
  for (const { date, time: at } of occurrences(
    recurrence,
    time ? `${anchor}T${time}` : anchor,
    inZone(task, clock).timeZone,
  )) {
    if (`${date}T${at ?? '00:00'}` >= open) break;
    past += 1;
  }
  return past;
}

/** A rule that names no days begins on any day, even on one after its end. */
function isOver(recurrence: string, day: string): boolean {
  const until = /UNTIL=(\d{4})-?(\d\d)-?(\d\d)/.exec(recurrence);
  return until !== null && day > until.slice(1).join('-');
}

/** The clock on the wall where the task's time is meant. */
function inZone({ timeZone }: { timeZone: string | null }, clock: Clock): Clock {
  return timeZone ? { ...clock, timeZone } : clock;
}

function isHourly(recurrence: string): boolean {
  return recurrence.includes('FREQ=HOURLY');
}
