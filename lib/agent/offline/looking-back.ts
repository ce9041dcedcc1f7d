import { quote } from './lists';
import type { Plan } from './plan';
import { readHistory, readList } from './results';
import { count, tally } from './wording';

/** What was finished in a stretch of days, such as "this week"; turns of repeating tasks too. */
export function* finishedIn(days: string): Plan {
  const input = { filter: `done ${days}`, limit: 100 };
  const { tasks, total } = readList((yield [{ name: 'list_tasks', input }])[0]);
  const when = IN_TIME.test(days) ? days : `on ${days}`;
  if (tasks.length === 0) return { text: `Nothing was finished ${when}.`, shown: [], focus: [] };
  const what = total > tasks.length ? count(total) : tally(tasks);
  return { text: `You finished ${what} ${when}.`, shown: tasks, focus: [] };
}

const IN_TIME =
  /^(?:today|yesterday|this|last|past|since|in|on|over|during|between|from|before|until|by|the)\b/;

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
