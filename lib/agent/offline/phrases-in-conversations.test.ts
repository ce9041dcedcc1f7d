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

describe('what is pointed at', () => {
  conversation('moves without a verb, and the same is done for another', [
    ['call mom\ncall dad\ncall bob', ['call mom', 'call dad', 'call bob']],
    [
      'all of them to next week',
      ['call mom | 2026-11-23', 'call dad | 2026-11-23', 'call bob | 2026-11-23'],
    ],
    [
      'the second one on friday',
      ['call mom | 2026-11-23', 'call dad | 2026-11-27', 'call bob | 2026-11-23'],
    ],
    [
      'complete dad',
      ['call mom | 2026-11-23', 'call dad | 2026-11-27 | done', 'call bob | 2026-11-23'],
    ],
    [
      'same for bob',
      ['call mom | 2026-11-23', 'call dad | 2026-11-27 | done', 'call bob | 2026-11-23 | done'],
    ],
    [
      'no, mom',
      ['call mom | 2026-11-23 | done', 'call dad | 2026-11-27 | done', 'call bob | 2026-11-23'],
    ],
    [
      '2',
      ['call mom | 2026-11-23 | done', 'call dad | 2026-11-27 | done', 'call bob | 2026-11-23'],
      'What should I do',
    ],
  ]);

  conversation('is everything but one, when that one is clear', [
    ['wash car\nmow lawn\nread book', ['wash car', 'mow lawn', 'read book']],
    [
      'complete everything except piano',
      ['wash car', 'mow lawn', 'read book'],
      'nothing has changed',
    ],
    ['complete everything except the lawn', ['wash car | done', 'mow lawn', 'read book | done']],
  ]);
});

describe('reports and marks', () => {
  conversation('complete a task that says just that', [
    ['pay rent\nfinish report\nread book', ['pay rent', 'finish report', 'read book']],
    ['paid rent', ['pay rent | done', 'finish report', 'read book']],
    ['report done ✅', ['pay rent | done', 'finish report | done', 'read book']],
    ['rent isnt done', ['pay rent', 'finish report | done', 'read book']],
    ['nvm', ['pay rent', 'finish report | done', 'read book'], 'The last change stays'],
    ['scratch that', ['pay rent | done', 'finish report | done', 'read book']],
    [
      'nuke everything',
      ['pay rent | done', 'finish report | done', 'read book'],
      'Do you mean this one?',
    ],
    ['no', ['pay rent | done', 'finish report | done', 'read book'], 'nothing has changed'],
  ]);

  conversation('are no titles when something was asked', [
    ['add', [], 'What should the task be called?'],
    ['can you set reminders?', [], 'I can’t send reminders'],
    ['how do i delete a task?', [], 'I keep your task list'],
    ['i’m overwhelmed', [], 'I didn’t understand'],
  ]);
});

describe('questions with typos', () => {
  conversation('are questions still', [
    ['call mom 20 nov 2026', ['call mom | 2026-11-20']],
    [
      'wats due tmrw',
      ['call mom | 2026-11-20'],
      'Nothing is due tomorrow (Mon 23 Nov), but 1 is overdue.',
    ],
    ['what did i miss', ['call mom | 2026-11-20'], /^1 task is overdue\.$/],
    ['am i free tomorrow?', ['call mom | 2026-11-20'], 'Nothing is due tomorrow'],
    ['did i call mom?', ['call mom | 2026-11-20'], 'is overdue: it was due Fri 20 Nov'],
    [
      'show all my tasks pls',
      ['call mom | 2026-11-20'],
      /^You have 1 open task, and it is overdue\.$/,
    ],
  ]);
});
