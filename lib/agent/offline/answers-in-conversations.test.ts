import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { addTasks } from '@/lib/tasks';
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

describe('an answer beside a card', () => {
  conversation('says that no reminder will come where one was asked for', [
    [
      'remind me to stretch tomorrow at 9pm',
      ['stretch | 2026-11-23 21:00'],
      /^Added \*\*stretch\*\*.* I can’t send reminders, but it is on your list\.$/,
    ],
  ]);

  const lines = (count: number) => Array.from({ length: count }, (_, at) => `pay bill ${at + 1}`);
  conversation('says that lines are missing where there were too many', [
    [
      lines(52).join('\n'),
      lines(50),
      /^All 50 are on your list, without a date\. I read 50 tasks at a time: send the lines that are missing again\.$/,
    ],
  ]);

  conversation('says in one sentence what changed', [
    [
      'buy milk\ncall mom\npay rent',
      ['buy milk', 'call mom', 'pay rent'],
      /^All 3 are on your list, without a date\.$/,
    ],
    [
      'move all tasks to friday',
      ['buy milk | 2026-11-27', 'call mom | 2026-11-27', 'pay rent | 2026-11-27'],
      /^Moved 3 tasks to Fri 27 Nov\.$/,
    ],
    [
      'complete milk and mom',
      ['buy milk | 2026-11-27 | done', 'call mom | 2026-11-27 | done', 'pay rent | 2026-11-27'],
      /^Completed 2 tasks: \*\*buy milk\*\* and \*\*call mom\*\*\.$/,
    ],
    [
      'undo',
      ['buy milk | 2026-11-27', 'call mom | 2026-11-27', 'pay rent | 2026-11-27'],
      /^Undone: \*\*buy milk\*\* and \*\*call mom\*\* are open again\.$/,
    ],
    [
      'delete the rent',
      ['buy milk | 2026-11-27', 'call mom | 2026-11-27', 'pay rent | 2026-11-27 | deleted'],
      /^Deleted \*\*pay rent\*\*\.$/,
    ],
    [
      'undo that',
      ['buy milk | 2026-11-27', 'call mom | 2026-11-27', 'pay rent | 2026-11-27'],
      /^Undone: \*\*pay rent\*\* is back again\.$/,
    ],
  ]);

  conversation('names what was taken back', [
    ['call mom tomorrow', ['call mom | 2026-11-23']],
    ['move it to friday', ['call mom | 2026-11-27'], /^Moved \*\*call mom\*\* to Fri 27 Nov\.$/],
    ['undo', ['call mom | 2026-11-23'], /is due tomorrow, Mon 23 Nov again\.$/],
    ['redo', ['call mom | 2026-11-27'], /^Redone: \*\*call mom\*\* is due Fri 27 Nov again\.$/],
  ]);

  conversation('counts a list, and what deserves a look in it', [
    [
      'call mom 20 nov 2026\nbuy milk today\npay rent tomorrow, urgent',
      ['call mom | 2026-11-20', 'buy milk | 2026-11-22', 'pay rent | 2026-11-23 | urgent'],
    ],
    [
      'what’s due this week?',
      ['call mom | 2026-11-20', 'buy milk | 2026-11-22', 'pay rent | 2026-11-23 | urgent'],
      /^2 tasks are due this week, 1 is overdue and 1 is due today\.$/,
    ],
    [
      'complete the second one',
      ['call mom | 2026-11-20', 'buy milk | 2026-11-22 | done', 'pay rent | 2026-11-23 | urgent'],
    ],
    [
      'how many are urgent?',
      ['call mom | 2026-11-20', 'buy milk | 2026-11-22 | done', 'pay rent | 2026-11-23 | urgent'],
      /^You have 1 open urgent task\.$/,
    ],
    [
      'show done',
      ['call mom | 2026-11-20', 'buy milk | 2026-11-22 | done', 'pay rent | 2026-11-23 | urgent'],
      /^1 task is done\.$/,
    ],
  ]);

  conversation('tells about one task in a sentence', [
    ['dentist friday 3pm', ['dentist | 2026-11-27 15:00']],
    [
      'when is the dentist?',
      ['dentist | 2026-11-27 15:00'],
      /^\*\*dentist\*\* is due Fri 27 Nov, 15:00\.$/,
    ],
    ['what’s next?', ['dentist | 2026-11-27 15:00'], /^Next is \*\*dentist\*\*, Fri 27 Nov, 15:00/],
  ]);

  it('looks only at tasks with the words, so that the card shows no others', async () => {
    const person = await startConversation(test.db, testClock());
    await person.say('buy milk\ncall mom\ncall bob');
    expect(await person.say('delete the call')).toMatch(/^2 tasks match\. Which one/);
    const { output } = person.lastResult();
    expect(output).toMatchObject({ total: 2 });
  });
});

describe('an empty answer', () => {
  conversation('says what comes next', [
    ['buy milk tomorrow 5pm', ['buy milk | 2026-11-23 17:00']],
    [
      'what’s due this week?',
      ['buy milk | 2026-11-23 17:00'],
      /^Nothing is due this week \(Mon 16 – Sun 22 Nov\)\. Next is \*\*buy milk\*\*, tomorrow, Mon 23 Nov, 17:00\.$/,
    ],
    ['complete it', ['buy milk | 2026-11-23 17:00 | done']],
    [
      'what’s due today?',
      ['buy milk | 2026-11-23 17:00 | done'],
      /^Nothing is due today \(Sun 22 Nov\), and nothing else is open\.$/,
    ],
  ]);

  conversation('says what is overdue, or has no date', [
    ['read a book', ['read a book']],
    [
      'what’s due on friday?',
      ['read a book'],
      /^Nothing is due on Fri 27 Nov\. \*\*read a book\*\* is open, without a date\.$/,
    ],
    ['call mom 20 nov 2026', ['read a book', 'call mom | 2026-11-20']],
    [
      'anything for tomorrow?',
      ['read a book', 'call mom | 2026-11-20'],
      /^Nothing is due tomorrow \(Mon 23 Nov\), but 1 is overdue\.$/,
    ],
    ['complete the first one', ['read a book', 'call mom | 2026-11-20 | done']],
    ['show overdue', ['read a book', 'call mom | 2026-11-20 | done'], /^Nothing is overdue\.$/],
  ]);

  it('finds what comes next behind many overdue ones', async () => {
    const person = await startConversation(test.db, testClock());
    await person.say('a 1 nov 2026\nb 2 nov 2026\nc 3 nov 2026\nd 4 nov 2026\ne 5 nov 2026');
    await person.say('f 6 nov 2026\ngym friday');
    expect(await person.say('what’s due today?')).toBe(
      'Nothing is due today (Sun 22 Nov), but 5 or more are overdue. Next is **gym**, Fri 27 Nov.',
    );
  });
});

describe('the person’s word', () => {
  conversation(
    'is asked for the second deletion of one sentence, and nothing is deleted without it',
    [
      ['buy milk\nbuy eggs', ['buy milk', 'buy eggs']],
      ['delete milk and delete eggs', ['buy milk | deleted', 'buy eggs']],
      [
        false,
        ['buy milk | deleted', 'buy eggs'],
        /^Deleted \*\*buy milk\*\*\.\n\nYou declined that/,
      ],
    ],
  );
});

describe('what needed no change', () => {
  conversation('is not counted as changed', [
    [
      'call mom friday\nbuy milk tomorrow\nclean garage',
      ['call mom | 2026-11-27', 'buy milk | 2026-11-23', 'clean garage'],
    ],
    [
      'move everything to monday',
      ['call mom | 2026-11-23', 'buy milk | 2026-11-23', 'clean garage | 2026-11-23'],
      /^Moved 2 tasks to tomorrow, Mon 23 Nov\. 1 needed no change\.$/,
    ],
    [
      'delete mom, add call dad instead',
      [
        'call mom | 2026-11-23 | deleted',
        'buy milk | 2026-11-23',
        'clean garage | 2026-11-23',
        'call dad',
      ],
    ],
    [
      'remove the date',
      [
        'call mom | 2026-11-23 | deleted',
        'buy milk | 2026-11-23',
        'clean garage | 2026-11-23',
        'call dad',
      ],
      'has no date to remove',
    ],
  ]);
});

describe('a question that goes on', () => {
  conversation('asks about another day', [
    ['call mom friday\nbuy milk tomorrow', ['call mom | 2026-11-27', 'buy milk | 2026-11-23']],
    [
      'what about tomorrow?',
      ['call mom | 2026-11-27', 'buy milk | 2026-11-23'],
      /^1 task is due tomorrow\.$/,
    ],
    [
      'and friday?',
      ['call mom | 2026-11-27', 'buy milk | 2026-11-23'],
      /^1 task is due on Fri 27 Nov\.$/,
    ],
    [
      'what do i have between monday and friday',
      ['call mom | 2026-11-27', 'buy milk | 2026-11-23'],
      /^2 tasks are due from Mon 23 Nov to Fri 27 Nov\.$/,
    ],
    [
      'what about mom?',
      ['call mom | 2026-11-27', 'buy milk | 2026-11-23'],
      /^\*\*call mom\*\* is due Fri 27 Nov\.$/,
    ],
  ]);
});

describe('a project of more tasks than one turn changes', () => {
  it('says so, and another time renames the rest', async () => {
    const person = await startConversation(test.db, testClock());
    const context = { actor: 'user', batchId: uuidv7(), clock: testClock() } as const;
    const drafts = Array.from({ length: 530 }, (_, n) => ({ title: `Box ${n}`, project: 'Attic' }));
    await addTasks(person.scope, context, drafts);
    const rename = async () => {
      const said = await person.say('rename the project Attic to Cellar');
      return person.waiting() > 0 ? person.decide(true) : said;
    };
    expect(await rename()).toContain('on 500 tasks. That is as many as I change at once');
    expect(await rename()).toContain('on 30 tasks, where many others had it already.');
    const rows = await person.rows();
    expect(rows.filter((row) => row.includes('Cellar'))).toHaveLength(530);
  });
});
