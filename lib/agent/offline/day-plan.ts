import { Temporal } from 'temporal-polyfill';
import { WITHOUT_ASKING } from '@/lib/agent/turn/approval';
import { isNo, isYes } from './choice';
import { type Context, type Plan, say } from './plan';
import { todayOf } from './ranges';
import { readList, type Task } from './results';
import { count, name, names, paragraphs, sayLength } from './wording';
import { chunks, reply, write } from './writes';

export const PLAN_DAY =
  /^(?:(?:can|could|would) you |please |help me |let['’]?s )*(?:plan|organi[sz]e|schedule|structure|arrange)(?: out)? (?:(?:my|the) )?(?:day|today|(?:rest of (?:my|the) )?day)(?: for me)?(?: please)?[?.!]*$/i;

/** A task of unknown length gets this much of the day. */
const USUAL_MINUTES = 30;
const STEP = 15;
const DAY_ENDS = 21 * 60;

/**
 * Orders what is overdue and due today by deadline, priority and length, and proposes a time for each in what is
 * left of the day. A few are moved after a "yes"; for more than a turn may change, the card asks.
 */
export function* planDay(context: Context): Plan {
  const { options } = context;
  const today = todayOf(options).toString();
  const found = readList(
    (yield [{ name: 'list_tasks', input: { status: 'open', to: today, limit: 100 } }])[0],
  );
  const isSet = (task: Task) => task.due_date === today && task.due_time !== null && !task.overdue;
  const fixed = found.tasks.filter(isSet);
  const loose = found.tasks.filter((task) => !isSet(task)).sort(byNeed);
  if (loose.length === 0) {
    const text =
      fixed.length > 0
        ? `Your day has its ${fixed.length === 1 ? 'time' : 'times'} already: ${names(fixed)}.`
        : 'Nothing is due today or overdue, so the day is yours.';
    return { text, shown: found.tasks, focus: [] };
  }
  const { placed, left } = place(loose, fixed, options.now);
  const shown = placed.map(({ task }) => task);
  const rest = left.length > 0 && `No room is left today for ${left.map(name).join(', ')}.`;
  if (placed.length === 0)
    return { text: `The day is nearly over. ${rest || ''}`.trim(), shown: left };
  const lines = [...placed, ...fixed.map((task) => ({ task, at: minutesOf(task.due_time) }))]
    .sort((a, b) => a.at - b.at)
    .map(({ task, at }) => `- ${clock(at)} ${name(task)}${length(task)}`);
  if (placed.length > WITHOUT_ASKING.changed) return yield* apply(placed, today);
  const [only] = placed;
  const plan =
    only && lines.length === 1
      ? `Only ${name(only.task)}${length(only.task)} is left for today, so I’d do it at ${clock(only.at)}.`
      : `Here is a plan for today:\n\n${lines.join('\n')}`;
  const times = placed.length === 1 ? 'this time' : 'these times';
  return {
    text: paragraphs(plan, rest, `Shall I set ${times}? Say “yes” or “no”.`),
    shown,
    focus: shown,
    pending: {
      accept: (answer) => {
        if (isYes(answer)) return apply(placed, today);
        return isNo(answer) ? say('OK, nothing has changed.') : null;
      },
    },
  };
}

interface Placed {
  task: Task;
  /** Minutes since midnight. */
  at: number;
}

function* apply(placed: Placed[], today: string): Plan {
  const moves = placed.map(({ task, at }) => ({
    id: task.id,
    due_date: today,
    due_time: clock(at),
  }));
  const calls = chunks(moves).map((tasks) => ({ name: 'reschedule_task', input: { tasks } }));
  const result = yield* write(calls);
  const known = placed.map(({ task }) => task);
  return reply('reschedule_task', result, known, ([only, ...others]) =>
    only && others.length === 0
      ? `Planned ${name(only)} for today at ${only.due_time}.`
      : `Planned ${count(others.length + 1)} for today.`,
  );
}

const LEVELS = ['urgent', 'high', 'medium', 'low', 'none'];

/** The nearest deadline first, then priority, then what has waited longest, then the shortest. */
function byNeed(a: Task, b: Task): number {
  return (
    (a.deadline ?? '9999').localeCompare(b.deadline ?? '9999') ||
    LEVELS.indexOf(a.priority) - LEVELS.indexOf(b.priority) ||
    (a.due_date ?? '9999').localeCompare(b.due_date ?? '9999') ||
    lengthOf(a) - lengthOf(b)
  );
}

/** One after the other from the next quarter of an hour on, around what has its time. */
function place(tasks: Task[], fixed: Task[], now: string): { placed: Placed[]; left: Task[] } {
  const busy = fixed.map((task) => ({
    from: minutesOf(task.due_time),
    to: minutesOf(task.due_time) + lengthOf(task),
  }));
  const placed: Placed[] = [];
  const left: Task[] = [];
  let from = Math.max(roundUp(minutesOf(now.slice(11, 16)) + 1), 8 * 60);
  for (const task of tasks) {
    let at = from;
    const clash = () => busy.find((one) => at < one.to && at + lengthOf(task) > one.from);
    for (let other = clash(); other; other = clash()) at = roundUp(other.to);
    if (at + lengthOf(task) > DAY_ENDS) {
      left.push(task);
      continue;
    }
    placed.push({ task, at });
    busy.push({ from: at, to: at + lengthOf(task) });
    from = at;
  }
  return { placed, left };
}

function lengthOf(task: Task): number {
  return task.duration_minutes ?? USUAL_MINUTES;
}

function length(task: Task): string {
  return task.duration_minutes ? ` (${sayLength(task.duration_minutes)})` : '';
}

function roundUp(minutes: number): number {
  return Math.ceil(minutes / STEP) * STEP;
}

function minutesOf(time: string | null): number {
  const { hour, minute } = Temporal.PlainTime.from(time ?? '00:00');
  return hour * 60 + minute;
}

/** 'HH:mm' */
function clock(minutes: number): string {
  return Temporal.PlainTime.from('00:00').add({ minutes }).toString({ smallestUnit: 'minute' });
}
