import { Temporal } from 'temporal-polyfill';
import { quote } from './lists';
import type { Context, Plan } from './plan';
import { readHistory, readList } from './results';
import { count, numbered, paragraphs, tally } from './wording';

interface Days {
  /** 'YYYY-MM-DD', both included. */
  from: string;
  to: string;
  /** As the person said them: "this week". */
  words: string;
}

/** What was finished in a stretch of days, by the person's clock. */
export function* finishedIn({ from, to, words }: Days, context: Context): Plan {
  const { options } = context;
  const found = readList(
    (yield [{ name: 'list_tasks', input: { status: 'done', limit: 100 } }])[0],
  );
  const tasks = found.tasks.filter((task) => {
    if (!task.completed_at) return false;
    const at = Temporal.Instant.from(task.completed_at).toZonedDateTimeISO(options.timeZone);
    const day = at.toPlainDate().toString();
    return from <= day && day <= to;
  });
  const when =
    /^(?:today|yesterday|this|last|since|in|on|over|during|between|from|before|until|by|the)\b/.test(
      words,
    )
      ? words
      : `on ${words}`;
  if (tasks.length === 0) return { text: `Nothing was finished ${when}.`, shown: [], focus: [] };
  // The card has what was done on other days, too, so it is no help to tell these apart.
  const whole = tasks.length === found.total;
  const text =
    whole || tasks.length <= 3
      ? `You finished ${tally(tasks)}${whole || words !== 'today' ? ` ${when}` : ''}.`
      : paragraphs(`You finished ${count(tasks.length)} ${when}:`, numbered(tasks, options));
  return { text, shown: tasks, focus: [] };
}

/** The last changes; `last` is the newest alone, as in "what did you just do?". */
export function* history(last: boolean): Plan {
  const entries = readHistory((yield [{ name: 'task_history', input: { limit: 10 } }])[0]);
  const [newest] = entries;
  if (!newest) return { text: 'Nothing has changed yet.' };
  if (!last)
    return {
      text:
        entries.length === 1
          ? 'One thing has changed so far.'
          : `These are the last ${count(entries.length, 'change')}, newest first.`,
    };
  const batch = entries.filter(({ batch_id }) => batch_id === newest.batch_id);
  const said = batch
    .toReversed()
    .slice(0, 3)
    .map(({ content }) => quote(content));
  const more = batch.length > said.length ? ` And ${batch.length - said.length} more.` : '';
  return { text: `The last change: ${said.join(' ')}${more}` };
}
