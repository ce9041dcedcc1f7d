import { expect, test } from 'vitest';
import { offeredAnswers } from './offered-answers';

const says = (text: string) => offeredAnswers(text).map((answer) => answer.says);

test('a question that is answered by yes or no has both as buttons', () => {
  expect(says('Shall I add **milk** as a task?')).toEqual(['yes', 'no']);
  expect(says('Do you mean this one? Say “yes” and I’ll delete it.\n\n1. **milk**')).toEqual([
    'yes',
    'no',
  ]);
  expect(says('Added **dentist**.\n\nI took Thu 3 Dec. Did you mean Fri 27 Nov 2026?')).toEqual([
    'yes',
    'no',
  ]);
});

test('the other reading is a button', () => {
  expect(says('Added **gym**.\n\nSay “the week after” if you meant Fri 4 Dec.')).toEqual([
    'the week after',
  ]);
  expect(
    says(
      'Which day is 3/4? Say “Sat 3 Apr 2027” or “Thu 4 Mar 2027”, and I’ll read such dates that way from now on.',
    ),
  ).toEqual(['Sat 3 Apr 2027', 'Thu 4 Mar 2027']);
  expect(says('On which days? Say “every Monday and Thursday” or “only once”.')).toEqual([
    'every Monday and Thursday',
    'only once',
  ]);
});

test('the tasks to choose from are buttons with their names', () => {
  const text =
    '2 tasks match. Which one should I delete?\n\n1. **call \\*mom\\*** — tomorrow\n2. **call dad**';
  expect(offeredAnswers(text)).toEqual([
    { label: '1. call *mom* — tomorrow', says: '1' },
    { label: '2. call dad', says: '2' },
  ]);
});

test('words that ask nothing offer nothing', () => {
  expect(says('Done: **milk**.')).toEqual([]);
  expect(says('Sorry. Say “undo” to take back the last change.')).toEqual([]);
  expect(says('Here is a list:\n\n1. **a**\n2. **b**')).toEqual([]);
});

test('the nearest names, and to add a new one', () => {
  const text =
    'I couldn’t find an open task called “dentist”. These are the nearest. Which one should I move?\n\n' +
    '1. **call dentist**\n2. **visit dentist**\n\nOr say “add it” to add **dentist**.';
  expect(offeredAnswers(text).map(({ says }) => says)).toEqual(['1', '2', 'add it']);
});
