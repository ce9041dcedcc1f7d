import { expect, test } from 'vitest';
import { defaultDayParts, type LanguageOptions, parseFilter } from './index';
import { generateFilter, randomFrom } from './test/generated-filters';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

/** Milliseconds of this thread's processor: what else the machine does is not in it. */
function costOf(text: string): number {
  const before = process.threadCpuUsage();
  parseFilter(text, options);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** The least of several runs: a collection of garbage falls to whoever comes next. */
function leastCost(text: string): number {
  return Math.min(...Array.from({ length: 5 }, () => costOf(text)));
}

test('the worst of 2,000 generated filters of 300 characters takes at most 10 ms', () => {
  const random = randomFrom(10);
  const filters = Array.from({ length: 2000 }, () => generateFilter(random, 300));
  const slow = filters.filter((text) => costOf(text) > 10);
  expect(slow.map((text) => [text, leastCost(text)]).filter(([, ms]) => Number(ms) > 10)).toEqual(
    [],
  );
});

test('a day is found behind many other words', () => {
  const words =
    'stuff my old neighbour and his very kind sister once told me they would want friday';
  expect(parseFilter(words, options).filter).toMatchObject({
    all: expect.arrayContaining([{ due: { from: '2026-11-27', to: '2026-11-27' } }]),
  });
});
