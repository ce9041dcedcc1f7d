/** A person's day in numbers: `due` are due today and not overdue, `open` all that is not done. */
export type Day = { overdue: number; due: number; open: number; done: number };

/** Something to say. One that `fills` goes to the composer first, as an example to change. */
type Suggestion = { text: string; fills: boolean };

/** The day in a sentence. */
export function summarise({ overdue, due, open, done }: Day): string {
  if (overdue > 0 && due > 0) return `${overdue} overdue, ${due} more for today.`;
  if (overdue > 0) return `${overdue} overdue, nothing else for today.`;
  if (due > 0) return due === 1 ? 'One thing for today.' : `${due} things for today.`;
  if (open > 0)
    return `Nothing due today. ${open === 1 ? 'One task is' : `${open} tasks are`} waiting.`;
  if (done > 0) return 'Everything is done.';
  return 'What do you need to do? Say it as you would to a person.';
}

/** What could be said next, from the person's own tasks; examples where there are none yet. */
export function suggest({ overdue, due, open, done }: Day): Suggestion[] {
  const say = (text: string) => ({ text, fills: false });
  const example = (text: string) => ({ text, fills: true });
  if (open === 0) {
    return [
      example('Buy milk tomorrow at 5pm, high priority'),
      example('Call Ada on friday and pay the rent on the 1st'),
      say(done > 0 ? 'What did I get done?' : 'What can you do?'),
    ];
  }
  const move =
    overdue === 1
      ? [say('Move my overdue task to today')]
      : overdue > 1
        ? [say(`Move my ${overdue} overdue tasks to today`)]
        : [];
  return [
    ...move,
    ...(due > 0 ? [say('What’s due today?')] : []),
    say('What’s due this week?'),
    example('Water the plants tomorrow morning'),
  ].slice(0, 4);
}
