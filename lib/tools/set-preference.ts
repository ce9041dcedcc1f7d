import { z } from 'zod';
import { getPreferences, savePreferences } from '@/lib/account/preferences';
import { defineTool, IDEMPOTENT } from './define';

const nextWeekday = z.enum(['nearest', 'after']);
const dateOrder = z.enum(['mdy', 'dmy']);

export const setPreferenceTool = defineTool({
  name: 'set_preference',
  title: 'Remember how dates are read',
  description:
    'Remembers how the person wants ambiguous dates read, once they have said which of two readings they meant: ' +
    '"next friday", or a date like 3/4. It changes no task; `undo` does not take it back.',
  input: z
    .strictObject({
      next_weekday: nextWeekday
        .optional()
        .describe('Which Friday "next friday" is: the nearest ahead, or the one after it'),
      date_order: dateOrder.optional().describe('mdy: 3/4 is March 4; dmy: 3/4 is 3 April'),
    })
    .refine(
      (input) => input.next_weekday !== undefined || input.date_order !== undefined,
      'Name next_weekday or date_order.',
    ),
  output: z.strictObject({
    next_weekday: nextWeekday,
    date_order: dateOrder,
    before: z.strictObject({
      next_weekday: nextWeekday,
      date_order: dateOrder,
      date_order_chosen: z.boolean(),
    }),
    sentence: z.string().describe('What is remembered, for the person'),
  }),
  annotations: IDEMPOTENT,
  async execute({ next_weekday, date_order }, { scope }) {
    const before = await getPreferences(scope);
    await savePreferences(scope, {
      ...(next_weekday && { nextWeekday: next_weekday }),
      ...(date_order && { dateOrder: date_order }),
    });
    const sentence = [
      next_weekday && NEXT_WEEKDAY[next_weekday],
      date_order && DATE_ORDER[date_order],
    ]
      .filter(Boolean)
      .join(' ');
    return {
      output: {
        next_weekday: next_weekday ?? before.nextWeekday,
        date_order: date_order ?? before.dateOrder,
        before: {
          next_weekday: before.nextWeekday,
          date_order: before.dateOrder,
          date_order_chosen: before.dateOrderChosen,
        },
        sentence,
      },
      actionTaken: sentence,
    };
  },
});

const NEXT_WEEKDAY = {
  nearest: 'From now on, “next Friday” means the nearest one.',
  after: 'From now on, “next Friday” means the one after.',
};
const DATE_ORDER = {
  mdy: 'From now on, 3/4 means March 4.',
  dmy: 'From now on, 3/4 means 3 April.',
};
