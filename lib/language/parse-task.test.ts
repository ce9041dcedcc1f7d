import { describe, expect, test } from 'vitest';
import { defaultDayParts, type LanguageOptions, parseTask } from './index';

// A Friday morning.
const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'mdy',
  dayParts: defaultDayParts,
};

function read(text: string, changes: Partial<LanguageOptions> = {}) {
  const { title, dueDate, dueTime } = parseTask(text, { ...options, ...changes });
  return [title, dueDate, dueTime];
}

describe('days in words', () => {
  test.each([
    ['call mom today', 'call mom', '2026-11-20'],
    ['buy milk tomorrow', 'buy milk', '2026-11-21'],
    ['buy milk tmrw', 'buy milk', '2026-11-21'],
    ['the day after tomorrow call dad', 'call dad', '2026-11-22'],
    ['dentist friday', 'dentist', '2026-11-27'],
    ['dentist on mon', 'dentist', '2026-11-23'],
    ['dentist next friday', 'dentist', '2026-11-27'],
    ['call mom next week', 'call mom', '2026-11-23'],
    ['call mom next week on thursday', 'call mom', '2026-11-26'],
    ['buy shoes next month', 'buy shoes', '2026-12-01'],
    ['plan trip in a week', 'plan trip', '2026-11-27'],
    ['plan trip in a month', 'plan trip', '2026-12-20'],
    ['plan trip in three days', 'plan trip', '2026-11-23'],
    ['finish report this weekend', 'finish report', '2026-11-21'],
    ['pay rent end of month', 'pay rent', '2026-11-30'],
    ['pay rent eom', 'pay rent', '2026-11-30'],
    ['pay rent by the 15th', 'pay rent', '2026-12-15'],
    ['pay rent on the 31st', 'pay rent', '2026-12-31'],
    ['renew passport in january', 'renew passport', '2027-01-01'],
    ['clean the car a week from friday', 'clean the car', '2026-12-04'],
  ])('%s', (text, title, date) => {
    expect(read(text)).toEqual([title, date, null]);
  });

  test('this weekend is today on a Saturday and on a Sunday', () => {
    expect(read('rest this weekend', { now: '2026-11-21T10:00' })[1]).toBe('2026-11-21');
    expect(read('rest this weekend', { now: '2026-11-22T10:00' })[1]).toBe('2026-11-22');
  });

  test('next week begins on the day that the person set', () => {
    expect(read('plan next week', { weekStart: 0 })[1]).toBe('2026-11-22');
    expect(read('plan next week', { weekStart: 6 })[1]).toBe('2026-11-21');
  });

  test('next friday is the one after for somebody who means that, and offers the nearest', () => {
    const read = parseTask('dentist next friday', { ...options, nextWeekday: 'after' });
    expect(read).toMatchObject({
      dueDate: '2026-12-04',
      questions: [{ alternatives: ['2026-11-27'], prefers: { nextWeekday: 'nearest' } }],
    });
  });

  test('3/4 is asked about while the order is a guess', () => {
    const guessed = { ...options, dateOrderChosen: false };
    expect(parseTask('taxes 3/4', guessed)).toMatchObject({
      dueDate: '2027-03-04',
      questions: [{ alternatives: ['2027-04-03'], prefers: { dateOrder: 'dmy' } }],
    });
    expect(parseTask('taxes 3/25', guessed).questions).toEqual([]);
    expect(parseTask('taxes 3/4', options).questions).toEqual([]);
  });

  test('what is asked about is told in the words that were typed', () => {
    expect(parseTask('gym this friday or saturday', options).questions).toMatchObject([
      { text: 'this friday or saturday' },
    ]);
    expect(parseTask('gym thurdsay 20 december', options).questions).toMatchObject([
      { text: 'thurdsay 20 december' },
    ]);
  });

  test('next friday offers the one after', () => {
    expect(parseTask('dentist next friday', options).questions).toMatchObject([
      { kind: 'which_date', alternatives: ['2026-12-04'] },
    ]);
  });
});

describe('dates in digits and with a month', () => {
  test.each([
    ['taxes 12/25', 'taxes', '2026-12-25'],
    ['taxes 25/12', 'taxes', '2026-12-25'],
    ['ship it 20 Nov', 'ship it', '2026-11-20'],
    ['ship it 19 Nov', 'ship it', '2027-11-19'],
    ['exam the 2nd of march', 'exam', '2027-03-02'],
    ['file taxes by April 15', 'file taxes', '2027-04-15'],
    ['file taxes by dec 25th, 2027', 'file taxes', '2027-12-25'],
    ['ship it 2026-11-30', 'ship it', '2026-11-30'],
  ])('%s', (text, title, date) => {
    expect(read(text)).toEqual([title, date, null]);
  });

  test('the order of day and month is the one that the person set', () => {
    expect(read('taxes 3/4')[1]).toBe('2027-03-04');
    expect(read('taxes 3/4', { dateOrder: 'dmy' })[1]).toBe('2027-04-03');
  });

  test.each([
    'pay 30 Feb',
    'pay feb 30',
    'pay 13/25',
    'pay 29 Feb 2026',
    'pay 2026-02-30',
    'pay on the 45th',
  ])('%s is asked about, never guessed', (text) => {
    const task = parseTask(text, options);
    expect(task.dueDate).toBeNull();
    expect(task.questions).toMatchObject([{ kind: 'no_such_date' }]);
  });

  test('29 Feb exists in a leap year', () => {
    expect(read('party 29 Feb 2028')[1]).toBe('2028-02-29');
  });
});

describe('times', () => {
  test.each([
    ['buy milk tomorrow at 5pm', 'buy milk', '2026-11-21', '17:00'],
    ['gym at 5', 'gym', '2026-11-20', '17:00'],
    ['gym at 8', 'gym', '2026-11-20', '20:00'],
    ['gym at 11', 'gym', '2026-11-20', '11:00'],
    ['gym at 12', 'gym', '2026-11-20', '12:00'],
    ['gym tomorrow at 8', 'gym', '2026-11-21', '08:00'],
    ['gym 9am', 'gym', '2026-11-21', '09:00'],
    ['gym at 17:30', 'gym', '2026-11-20', '17:30'],
    ['meeting on Nov 21st at 5.30pm', 'meeting', '2026-11-21', '17:30'],
    ['meeting 3-4pm tomorrow', 'meeting', '2026-11-21', '15:00'],
    ['lunch tomorrow at noon', 'lunch', '2026-11-21', '12:00'],
    ['movie tonight', 'movie', '2026-11-20', '20:00'],
    ['movie tonight at 9', 'movie', '2026-11-20', '21:00'],
    ['call bob in the morning', 'call bob', '2026-11-21', '09:00'],
    ['call bob this afternoon', 'call bob', '2026-11-20', '15:00'],
    ['call bob tomorrow evening', 'call bob', '2026-11-21', '18:00'],
    ['call bob friday night at 8', 'call bob', '2026-11-27', '20:00'],
    ['call at half past six', 'call', '2026-11-20', '18:30'],
    ['call at quarter to 9 tomorrow', 'call', '2026-11-21', '08:45'],
    ['take pills in 2 hours', 'take pills', '2026-11-20', '12:00'],
    ['take the cake out in half an hour', 'take the cake out', '2026-11-20', '10:30'],
    ['call mom 3pm EST', 'call mom', '2026-11-20', '21:00'],
    [
      'call bob about the 5pm meeting tomorrow at 3pm',
      'call bob about the 5pm meeting',
      '2026-11-21',
      '15:00',
    ],
  ])('%s', (text, title, date, time) => {
    expect(read(text)).toEqual([title, date, time]);
  });

  test('day parts are the times that the person set', () => {
    const dayParts = { ...defaultDayParts, morning: '07:15' };
    expect(read('run tomorrow morning', { dayParts })[2]).toBe('07:15');
  });

  test('two hours from now are real hours when the clocks change', () => {
    const late = { now: '2026-10-25T01:30' };
    expect(read('check oven in 2 hours', late)).toEqual(['check oven', '2026-10-25', '02:30']);
  });

  test('tonight, said after the evening is over, is today without a time', () => {
    expect(read('read tonight', { now: '2026-11-20T23:30' })).toEqual(['read', '2026-11-20', null]);
  });
});

describe('words that only look like dates', () => {
  test.each([
    'buy 3D printer',
    'buy a 5m rope',
    'make an 80s playlist',
    'order 500 envelopes',
    'write open 24/7 on the door',
    'you may call him second',
    'book Sundance tickets',
    'buy tumbler',
    'nowhere man',
    'email bob@friday.com',
    'read https://example.com/friday/3pm',
    'read "friday night lights"',
    'meet at 5 Main Street',
    'buy 1/2 cup of sugar',
    'buy sun cream',
    'black friday shopping',
    "prepare slides for friday's meeting",
    'log in to the bank',
    'turn the heating on',
    'the 2nd draft',
    'get 2 to 3 eggs',
  ])('%s', (text) => {
    expect(read(text)).toEqual([text, null, null]);
  });
});

describe('priority', () => {
  test.each([
    ['urgent: call plumber', 'call plumber', 'urgent'],
    ['call plumber asap', 'call plumber', 'urgent'],
    ['call plumber !!!', 'call plumber', 'urgent'],
    ['call plumber p1', 'call plumber', 'urgent'],
    ['buy milk, high priority', 'buy milk', 'high'],
    ['buy milk, important', 'buy milk', 'high'],
    ['buy milk priority: medium', 'buy milk', 'medium'],
    ['clean garage low priority', 'clean garage', 'low'],
    ['clean garage whenever', 'clean garage', 'low'],
    ['clean garage p4', 'clean garage', 'low'],
    ['file important documents', 'file important documents', 'none'],
    ['urgent care visit', 'urgent care visit', 'none'],
    ['buy milk!', 'buy milk!', 'none'],
  ])('%s', (text, title, priority) => {
    expect(parseTask(text, options)).toMatchObject({ title, priority });
  });
});

describe('openers', () => {
  test.each([
    ['add buy milk', 'buy milk'],
    ['please add a task to call mom', 'call mom'],
    ['new task: file taxes', 'file taxes'],
    ['remind me to call mom', 'call mom'],
    ["don't forget to water the plants", 'water the plants'],
    ['I need to buy shoes', 'buy shoes'],
    ['put milk on my list', 'milk'],
    ['can you add walk the dog to my to-do list?', 'walk the dog'],
    ['add "call mom tomorrow"', 'call mom tomorrow'],
    ['remember to breathe', 'breathe'],
  ])('%s', (text, title) => {
    expect(parseTask(text, options).title).toBe(title);
  });

  test('the day may stand inside the opener', () => {
    expect(read('remind me tomorrow to call mom')).toEqual(['call mom', '2026-11-21', null]);
  });
});

describe('what must be asked', () => {
  test.each(['tomorrow', 'tomorrow at 5', 'add a task', 'high priority', '', '   ', '!!!'])(
    '“%s” has no title',
    (text) => {
      const task = parseTask(text, options);
      expect(task.title).toBe('');
      expect(task.questions.map((question) => question.kind)).toContain('no_title');
    },
  );

  test.each(['gym twice a week', 'check oven every 15 minutes', 'call mum every few days'])(
    '%s: a rule that can’t be kept is refused with the reason',
    (text) => {
      const task = parseTask(text, options);
      expect(task.recurrence).toBeNull();
      expect(task.questions).toMatchObject([{ kind: 'recurrence' }]);
      expect(task.questions[0]?.alternatives).not.toEqual([]);
    },
  );
});

describe('repeating tasks', () => {
  test.each([
    ['standup every monday at 9', 'standup', '2026-11-23', '09:00', 'FREQ=WEEKLY;BYDAY=MO'],
    ['water plants daily', 'water plants', '2026-11-20', null, 'FREQ=DAILY'],
    ['take meds every day at 8am', 'take meds', '2026-11-21', '08:00', 'FREQ=DAILY'],
    ['yoga on tuesdays', 'yoga', '2026-11-24', null, 'FREQ=WEEKLY;BYDAY=TU'],
    ['pay rent every 3 months', 'pay rent', '2026-11-20', null, 'FREQ=MONTHLY;INTERVAL=3'],
    ['call mum every other week', 'call mum', '2026-11-20', null, 'FREQ=WEEKLY;INTERVAL=2'],
  ])('%s', (text, title, date, time, rule) => {
    expect(read(text)).toEqual([title, date, time]);
    expect(parseTask(text, options)).toMatchObject({ recurrence: rule, questions: [] });
  });

  test.each(['write weekly report', 'thank everyone', 'read the daily mail'])(
    '%s does not repeat',
    (text) => {
      expect(parseTask(text, options)).toMatchObject({ recurrence: null, questions: [] });
    },
  );
});

describe('spans', () => {
  test('say which characters were read as what', () => {
    const text = 'add buy milk tomorrow at 5pm, high priority';
    const found = parseTask(text, options).spans.map(({ start, end, kind }) => [
      kind,
      text.slice(start, end),
    ]);
    expect(found).toEqual([
      ['opener', 'add '],
      ['date', 'tomorrow'],
      ['time', 'at 5pm'],
      ['priority', 'high priority'],
    ]);
  });
});

describe('rough input', () => {
  test.each([
    ['🎉 party tomorrow', '🎉 party'],
    ['اتصل بأمي tomorrow', 'اتصل بأمي'],
    ['<b>bold</b> tomorrow', '<b>bold</b>'],
    ['\ud800 broken tomorrow', '\ud800 broken'],
  ])('%s', (text, title) => {
    expect(read(text)).toEqual([title, '2026-11-21', null]);
  });

  test('long and repetitive texts are read in bounded time', () => {
    const hard = [
      '1/',
      'on ',
      'the 1st ',
      'every ',
      'at 5 ',
      '"',
      'remind me ',
      'in a ',
      ' ',
      '!',
      'a, ',
    ];
    for (const piece of hard) {
      const started = performance.now();
      parseTask(piece.repeat(1000 / piece.length), options);
      expect(performance.now() - started).toBeLessThan(300);
    }
    expect(parseTask('x'.repeat(100_000), options).title).toHaveLength(100_000);
  });
});
