import { describe, expect, test } from 'vitest';
import { defaultDayParts, type LanguageOptions, parseTask, parseTasks } from './index';

// A Friday morning, where days come before months.
const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

function read(text: string) {
  return parseTasks(text, options).map(({ title, dueDate, dueTime }) =>
    [title, dueDate, dueTime].filter(Boolean).join(' | '),
  );
}

describe('as people type it', () => {
  test.each([
    ['dentist next tues 5ish', 'dentist | 2026-11-24 | 17:00'],
    ['xmas presents 24.12.', 'xmas presents | 2026-12-24'],
    ['flight 24.12. 18:30', 'flight | 2026-12-24 | 18:30'],
    ['upgrade node to 2.5', 'upgrade node to 2.5'],
    ['meeting mon 10-11', 'meeting | 2026-11-23 | 10:00'],
    ['gym tomorrow morning 7', 'gym | 2026-11-21 | 07:00'],
    ['call mom tomorrow 5', 'call mom | 2026-11-21 | 17:00'],
    ['doctor friday at 9.30', 'doctor | 2026-11-27 | 09:30'],
    ['sell the bike at 9.30€', 'sell the bike at 9.30€'],
    ['at 5 call mom', 'call mom | 2026-11-20 | 17:00'],
    ['buy 2 tickets for the 8pm show', 'buy 2 tickets for the 8pm show'],
    ['later today call sam', 'call sam | 2026-11-20'],
    ['pay rent on the first', 'pay rent | 2026-12-01'],
    ['submit form b4 friday', 'submit form | 2026-11-27'],
    ['tomorrow I have to see the doctor at 10', 'see the doctor | 2026-11-21 | 10:00'],
    ['add to my list: bread', 'bread'],
    ['add bread to the shopping list', 'bread'],
    ['i forgot to pay rent', 'pay rent'],
    ['i have a meeting with Bob at 4', 'meeting with Bob | 2026-11-20 | 16:00'],
    ['call mum half 5', 'call mum | 2026-11-20 | 17:30'],
    ['lunch noonish tomorrow', 'lunch | 2026-11-21 | 12:00'],
    ['call bank today!', 'call bank | 2026-11-20'],
    ['no rush: clean garage', 'clean garage'],
    ['TODO call plumber', 'call plumber'],
    ['start diet on monday lol', 'start diet | 2026-11-23'],
    ['send invoice asap!!', 'send invoice'],
  ])('%s', (text, task) => {
    expect(read(text)).toEqual([task]);
  });

  test.each([
    ['wake me up at 6', '06:00'],
    ['get up at 6:30', '06:30'],
    ['breakfast with Ann tomorrow at 7', '07:00'],
    ['dinner tomorrow at 8', '20:00'],
    ['call mom at 6', '18:00'],
  ])('%s: the half of the day that is meant', (text, time) => {
    expect(parseTask(text, options).dueTime).toBe(time);
  });
});

describe('one task for each time', () => {
  test.each([
    [
      'feed the cat at 7am and 7pm',
      ['feed the cat | 2026-11-21 | 07:00', 'feed the cat | 2026-11-20 | 19:00'],
    ],
    // Days of the week are a rhythm: one task that repeats.
    ['yoga on mon, wed and fri', ['yoga | 2026-11-20']],
    ['choose between monday and tuesday', ['choose between monday | 2026-11-24']],
    ['groceries: milk, eggs, bread', ['milk', 'eggs', 'bread']],
    ['tmrw: gym 7am, lunch 12:30', ['gym | 2026-11-21 | 07:00', 'lunch | 2026-11-21 | 12:30']],
    ['first buy milk then call mom', ['buy milk', 'call mom']],
    ['shopping list\nmilk\neggs', ['milk', 'eggs']],
  ])('%s', (text, tasks) => {
    expect(read(text)).toEqual(tasks);
  });
});
