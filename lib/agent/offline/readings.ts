import { describeDay, type Preference, parseDate, type Question } from '@/lib/language';
import { isNo, isYes } from './choice';
import { withoutLead } from './lead';
import { type Context, type Pending, type Plan, type Reply, say } from './plan';

/** The question whether 3/4 is in March or in April, while the person never said. */
export function orderQuestion(questions: Question[]): Question | undefined {
  return questions.find(({ prefers }) => prefers !== undefined && 'dateOrder' in prefers);
}

/** Asks which of two days is meant, before anything is written, and remembers the order. */
export function askOrder(
  taken: string,
  question: Question,
  context: Context,
  then: (date: string) => Plan,
): Reply {
  const [other = taken] = question.alternatives;
  const { dateOrder } = context.options;
  const inOrder = (order: 'mdy' | 'dmy') => (order === dateOrder ? taken : other);
  // Day first, so that the buttons always stand in one order.
  const days = [inOrder('dmy'), inOrder('mdy')].map(describeDay);
  return {
    text: `Which day is ${question.text}? Say “${days[0]}” or “${days[1]}”, and I’ll read such dates that way from now on.`,
    pending: {
      accept(answer) {
        if (isNo(answer)) return say('OK, nothing has changed.');
        const order = /^\W*(?:the )?(day|month)s?(?: comes?)? first\W*$/i.exec(answer)?.[1];
        const date = order
          ? inOrder(/day/i.test(order) ? 'dmy' : 'mdy')
          : dayIn(answer, context)?.dueDate;
        if (date !== taken && date !== other) return null;
        return remembering(then(date), {
          dateOrder: date === inOrder('dmy') ? 'dmy' : 'mdy',
        });
      },
    },
  };
}

/**
 * What answers the offer of another day after something was written: the offered words, the day
 * itself, or a yes where it was asked. Null when there is nothing to answer.
 */
export function otherReading(
  questions: Question[],
  context: Context,
  answers: { move: (date: string) => Plan; keep: () => string },
): { pending: Pending } | undefined {
  const question = questions.find(({ kind }) => kind === 'which_date');
  const [date] = question?.alternatives ?? [];
  if (!question || !date) return undefined;
  const { prefers, message } = question;
  const asked = /\?$/.test(message);
  if (!asked && !prefers) return undefined;
  const move = () => (prefers ? remembering(answers.move(date), prefers) : answers.move(date));
  return {
    pending: {
      accept(answer) {
        if (asked && isYes(answer)) return move();
        if (asked && isNo(answer)) return say(answers.keep());
        if (!prefers) return null;
        const words = withoutLead(answer) ?? answer;
        const offered = (
          'nextWeekday' in prefers && prefers.nextWeekday === 'after' ? AFTER : BEFORE
        ).test(words);
        return offered || dayIn(words, context)?.dueDate === date ? move() : null;
      },
    },
  };
}

const AFTER = /^\W*(?:the )?(?:week|one) after(?: (?:that|next))?\W*$/i;
const BEFORE = /^\W*(?:the )?(?:(?:week|one) before(?: that)?|nearest(?: one)?)\W*$/i;

/** The change that was meant, and after it the preference, once for all; its card says so. */
function* remembering(change: Plan, preference: Preference): Plan {
  const said = yield* change;
  if (!said.wrote) return said;
  const input =
    'dateOrder' in preference
      ? { date_order: preference.dateOrder }
      : { next_weekday: preference.nextWeekday };
  yield [{ name: 'set_preference', input }];
  return said;
}

function dayIn(answer: string, { options }: Context) {
  const read = parseDate(answer.replace(/^\s*(?:i meant?|for|on|it['’]s)\s+/i, ''), options);
  return read.rest === '' && read.recurrence === null ? read : null;
}
