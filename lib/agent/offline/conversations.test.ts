import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { testClock } from '@/lib/test-clock';
import { converse, type Exchange, startConversation } from './test-conversation';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

// It is Sunday 22 November 2026, 10:00.
function conversation(title: string, exchanges: Exchange[]) {
  it(title, () => converse(test.db, testClock(), exchanges));
}

describe('adding', () => {
  conversation('the main job', [
    [
      'add buy milk tomorrow at 5pm, high priority',
      ['buy milk | 2026-11-23 17:00 | high'],
      /^Added \*\*buy milk\*\* for tomorrow, Mon 23 Nov, 17:00, high priority\.$/,
    ],
    ['what’s due tomorrow?', ['buy milk | 2026-11-23 17:00 | high'], /^1 task is due tomorrow\.$/],
    [
      'mark the milk one done',
      ['buy milk | 2026-11-23 17:00 | high | done'],
      'Done: **buy milk**.',
    ],
    [
      'undo that',
      ['buy milk | 2026-11-23 17:00 | high'],
      /^Undone: \*\*buy milk\*\* is open again\.$/,
    ],
  ]);

  conversation('several in one sentence', [
    [
      'add milk, eggs and call mom tomorrow',
      ['milk', 'eggs', 'call mom | 2026-11-23'],
      /^All 3 are on your list\. First comes /,
    ],
    ['buy salt and pepper', ['milk', 'eggs', 'call mom | 2026-11-23', 'buy salt and pepper']],
    ['undo', ['milk', 'eggs', 'call mom | 2026-11-23', 'buy salt and pepper | deleted']],
  ]);

  conversation('a pasted list', [
    [
      'tomorrow:\n- [ ] pack bags\n- [ ] book taxi friday 7am\n',
      ['pack bags | 2026-11-23', 'book taxi | 2026-11-27 07:00'],
    ],
    ['complete both', ['pack bags | 2026-11-23 | done', 'book taxi | 2026-11-27 07:00 | done']],
  ]);

  conversation('a day without a title is asked about', [
    ['tomorrow at 5', [], 'What should I add for tomorrow, Mon 23 Nov, 17:00?'],
    ['call the bank', ['call the bank | 2026-11-23 17:00']],
    ['add a task', ['call the bank | 2026-11-23 17:00'], 'What should the task be called?'],
    ['show my tasks', ['call the bank | 2026-11-23 17:00'], 'You have 1 open task'],
  ]);

  conversation('a task that is called “tomorrow”', [
    ['add "tomorrow" on friday', ['tomorrow | 2026-11-27']],
    ['complete tomorrow', ['tomorrow | 2026-11-27 | done']],
  ]);

  conversation('a date that does not exist', [
    ['submit taxes 30 feb', [], 'There is no such date as 30 feb.'],
    ['31 april', [], 'There is no such date as 31 april.'],
    ['28 feb', ['submit taxes | 2027-02-28']],
    ['move it to 13/25', ['submit taxes | 2027-02-28'], 'no such date'],
    ['never mind', ['submit taxes | 2027-02-28'], 'nothing has changed'],
  ]);

  conversation('a rule that can’t be kept is asked about', [
    ['gym twice a week', [], /On which days is “twice a week”\?[\s\S]*“only once”/],
    ['every monday and thursday', ['gym | 2026-11-23 | FREQ=WEEKLY;BYDAY=MO,TH']],
  ]);

  conversation('a word that could be anything is offered, not saved', [
    ['milk', [], 'Shall I add **milk** as a task?'],
    ['yes', ['milk']],
    ['asdf', ['milk'], 'Shall I add'],
    ['no', ['milk'], 'nothing was added'],
  ]);

  conversation('emoji, right-to-left and HTML are titles like others', [
    ['add 🎉 party friday', ['🎉 party | 2026-11-27']],
    ['add اتصل بأمي tomorrow', ['🎉 party | 2026-11-27', 'اتصل بأمي | 2026-11-23']],
    [
      'add <img src=x> **now**',
      ['🎉 party | 2026-11-27', 'اتصل بأمي | 2026-11-23', '<img src=x> **now**'],
      '\\<img src=x\\> \\*\\*now',
    ],
  ]);

  it('keeps a text that is too long for a title whole, in the description', async () => {
    const person = await startConversation(test.db, testClock());
    const long = `read ${'x'.repeat(600)}`;
    await person.say(`add ${long}`);
    expect((await person.rows())[0]).toContain(` | ${long}`);
  });
});

describe('correcting', () => {
  conversation('what was just added', [
    ['dentist friday 3pm', ['dentist | 2026-11-27 15:00']],
    ['no, thursday', ['dentist | 2026-11-26 15:00']],
    ['actually 6pm', ['dentist | 2026-11-26 18:00']],
    ['make it high priority', ['dentist | 2026-11-26 18:00 | high']],
    ['no, call it Dentist appointment', ['Dentist appointment | 2026-11-26 18:00 | high']],
    ['actually, delete it', ['Dentist appointment | 2026-11-26 18:00 | high | deleted']],
  ]);

  conversation('a bare day belongs to a task without one', [
    ['buy eggs', ['buy eggs']],
    ['friday', ['buy eggs | 2026-11-27']],
    ['6pm', ['buy eggs | 2026-11-27 18:00']],
    ['tomorrow', ['buy eggs | 2026-11-27 18:00'], 'Shall I move **buy eggs** there?'],
    ['no', ['buy eggs | 2026-11-27 18:00']],
  ]);

  conversation('next friday, the one after', [
    ['gym next friday', ['gym | 2026-11-27'], 'Say “the week after”'],
    ['the week after', ['gym | 2026-12-04']],
  ]);

  conversation('a correction with nothing to correct', [
    ['no, friday', [], 'Which task do you mean?'],
  ]);
});

describe('moving', () => {
  conversation('in bulk, keeping times', [
    ['gym today 6pm', ['gym | 2026-11-22 18:00']],
    ['pay rent today', ['gym | 2026-11-22 18:00', 'pay rent | 2026-11-22']],
    [
      'push all today’s tasks to friday',
      ['gym | 2026-11-27 18:00', 'pay rent | 2026-11-27'],
      /^Moved 2 tasks to Fri 27 Nov\.$/,
    ],
    ['undo', ['gym | 2026-11-22 18:00', 'pay rent | 2026-11-22']],
  ]);

  conversation('everything overdue', [
    ['call mom 20 nov 2026', ['call mom | 2026-11-20']],
    ['show overdue', ['call mom | 2026-11-20'], 'overdue'],
    ['move everything overdue to tomorrow', ['call mom | 2026-11-23']],
    ['how many are overdue?', ['call mom | 2026-11-23'], 'Nothing is overdue.'],
  ]);

  conversation('more than five waits, and may be declined', [
    ['a\nb\nc\nd\ne\nf', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['move all tasks to friday', ['a', 'b', 'c', 'd', 'e', 'f']],
    [false, ['a', 'b', 'c', 'd', 'e', 'f'], 'nothing was changed'],
    ['move them to friday', ['a', 'b', 'c', 'd', 'e', 'f']],
    [true, ['a', 'b', 'c', 'd', 'e', 'f'].map((title) => `${title} | 2026-11-27`), 'Moved 6'],
  ]);

  conversation('by days, to no date, and asked when', [
    ['email Sam tomorrow 9am', ['email Sam | 2026-11-23 09:00']],
    ['push it back by two days', ['email Sam | 2026-11-25 09:00']],
    ['postpone the sam one', ['email Sam | 2026-11-25 09:00'], 'When should I move'],
    ['next month', ['email Sam | 2026-12-01 09:00']],
    ['remove the date from it', ['email Sam'], 'has no date now'],
  ]);
});
