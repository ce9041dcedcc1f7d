import { afterAll, beforeAll, describe, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { testClock } from '@/lib/test-clock';
import { converse, type Exchange } from './test-conversation';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

// It is Sunday 22 November 2026, 10:00.
function conversation(title: string, exchanges: Exchange[]) {
  it(title, () => converse(test.db, testClock(), exchanges));
}

describe('a verb said once', () => {
  conversation('counts for what follows', [
    ['buy milk\ncall mom\npay rent', ['buy milk', 'call mom', 'pay rent']],
    [
      'move 1 to tomorrow and 2 to friday',
      ['buy milk | 2026-11-23', 'call mom | 2026-11-27', 'pay rent'],
    ],
    [
      'mark the first done and the second urgent',
      ['buy milk | 2026-11-23 | done', 'call mom | 2026-11-27 | urgent', 'pay rent'],
    ],
    ['undo', ['buy milk | 2026-11-23', 'call mom | 2026-11-27', 'pay rent']],
    [
      'mom is done and milk too',
      ['buy milk | 2026-11-23 | done', 'call mom | 2026-11-27 | done', 'pay rent'],
    ],
  ]);

  conversation('is no verb for another task', [
    ['move the sofa and mop the floor', ['move the sofa', 'mop the floor']],
  ]);
});

describe('the wrong one', () => {
  conversation('is taken back, and the right one is done', [
    ['call mom\ncall dad', ['call mom', 'call dad']],
    ['complete dad', ['call mom', 'call dad | done']],
    [
      'no, i meant mom',
      ['call mom | done', 'call dad'],
      /^Undone: \*\*call dad\*\* is open again\. Done: \*\*call mom\*\*\.$/,
    ],
    ['undo', ['call mom', 'call dad']],
    ['move dad to friday', ['call mom', 'call dad | 2026-11-27']],
    ['no, the mom one', ['call mom | 2026-11-27', 'call dad']],
    ['delete dad', ['call mom | 2026-11-27', 'call dad | deleted']],
    ['no, i meant piano', ['call mom | 2026-11-27', 'call dad | deleted'], 'I couldn’t find'],
  ]);

  conversation('day is mended, not doubled', [
    ['buy milk tomorrow', ['buy milk | 2026-11-23']],
    ['buy milk today instead', ['buy milk | 2026-11-22']],
    ['no, buy milk on friday', ['buy milk | 2026-11-27']],
  ]);
});

describe('looking', () => {
  conversation('for words, which may be something to do', [
    ['pay rent', ['pay rent']],
    ['find rent', ['pay rent'], /^You have 1 open task with “rent” in it\.$/],
    ['find the keys', ['pay rent'], 'Shall I add **find the keys** as a task?'],
    ['yes', ['pay rent', 'find the keys']],
    ['find a plumber', ['pay rent', 'find the keys', 'find a plumber']],
  ]);

  conversation('at a day, and at what was just done', [
    ['dentist friday', ['dentist | 2026-11-27']],
    ['what’s happening on friday?', ['dentist | 2026-11-27'], /^1 task is due on Fri 27 Nov\.$/],
    ['what did I just add?', ['dentist | 2026-11-27'], 'The last change: Added “dentist”'],
    ['what did you just do?', ['dentist | 2026-11-27'], 'The last change: Added “dentist”'],
  ]);
});

describe('what is vague', () => {
  conversation('is asked about before it is changed', [
    ['write report', ['write report']],
    ['edit report: the numbers', ['write report'], 'What should I change about **write report**?'],
    ['note: ask Sam for the numbers', ['write report | ask Sam for the numbers']],
    ['edit the slides', ['write report | ask Sam for the numbers', 'edit the slides']],
  ]);

  conversation('is never deleted on a guess', [
    ['buy milk friday', ['buy milk | 2026-11-27']],
    ['delete the overdue milk', ['buy milk | 2026-11-27'], 'Do you mean this one?'],
    ['no', ['buy milk | 2026-11-27'], 'nothing has changed'],
  ]);

  conversation('and done already', [
    ['buy milk', ['buy milk']],
    ['complete milk', ['buy milk | done']],
    ['complete milc', ['buy milk | done'], 'done already'],
  ]);

  conversation('or only polite', [
    ['thanks!', [], 'welcome'],
    ['cool thx', [], 'welcome'],
    ['yes', [], 'All right'],
    ['what can I do?', [], 'I keep your task list'],
  ]);
});

describe('the way people type', () => {
  conversation('needs and shoulds', [
    ['i need to call the dentist tmrw', ['call the dentist | 2026-11-23']],
    ['we should fix the sink', ['call the dentist | 2026-11-23', 'fix the sink']],
    [
      'note to self: return library books',
      ['call the dentist | 2026-11-23', 'fix the sink', 'return library books'],
    ],
    ['undo', ['call the dentist | 2026-11-23', 'fix the sink', 'return library books | deleted']],
  ]);

  conversation('two times are two tasks', [
    [
      'feed the cat at 7am and 7pm',
      ['feed the cat | 2026-11-23 07:00', 'feed the cat | 2026-11-22 19:00'],
    ],
  ]);

  conversation('a list under its name', [
    ['shopping list\nmilk\neggs', ['milk', 'eggs']],
    ['groceries: bread, butter', ['milk', 'eggs', 'bread', 'butter']],
  ]);
});
