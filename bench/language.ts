import { readdirSync, readFileSync } from 'node:fs';
import { strict } from 'chrono-node/en';
import { defaultDayParts, type LanguageOptions, parseTask } from '@/lib/language';

/**
 * How fast lines are read, beside chrono-node alone, which reads dates only: `npm run bench:language`. The
 * lines are those of the corpus with numbers put before them, so that no two are alike. A line's time is the least of
 * three, so that a busy machine counts less.
 */
const LINES = 10_000;

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

const folder = new URL('../lib/language/corpus/', import.meta.url);
const corpus = readdirSync(folder).flatMap((file) =>
  readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.split('\t')[0] ?? ''),
);
const lines = Array.from(
  { length: LINES },
  (_, n) => `note${n} ${corpus[n % corpus.length] ?? ''}`,
);

const reference = new Date(2026, 10, 20, 10);
report('lib/language parseTask', (line) => parseTask(line, options));
report('chrono-node alone', (line) => strict.parse(line, reference));

function report(name: string, read: (line: string) => unknown): void {
  const first = cost(() => read('call mom every friday at 5pm'));
  for (const line of lines.slice(0, 1000)) read(line);
  const times = lines
    .map((line) => Math.min(...[1, 2, 3].map(() => cost(() => read(line)))))
    .sort((a, b) => a - b);
  const total = times.reduce((sum, time) => sum + time, 0);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(3);
  console.log(
    `${name}: ${Math.round(LINES / (total / 1000))} lines a second; ` +
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(0.9999)} ms; the first line ${first.toFixed(0)} ms`,
  );
}

/** Milliseconds. */
function cost(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}
