import type { Database } from '@/db/connection';
import { search } from '@/lib/search';
import { measure, somePlaces } from './database.ts';
import { ms, percentile, printTable } from './report.ts';

const SAMPLES = 500;
const WARM_UP = 50;

const queries = {
  'a common word (tomorrow)': 'tomorrow',
  'two words (call dentist)': 'call dentist',
  'the beginning of a word (flow)': 'flow',
  'a slip (dentsit)': 'dentsit',
  'a phrase ("next week")': '"next week"',
};

/** Searches as the palette does, over one person's words among everybody's, one after the other. */
export async function benchSearch(db: Database): Promise<void> {
  const places = await somePlaces(db);
  const rows: (string | number)[][] = [];
  for (const [name, query] of Object.entries(queries)) {
    const operation = {
      run: ({ scope }: (typeof places)[number]) =>
        search(scope, { query, limit: 5, patience: 30_000 }),
    };
    await measure(operation, places, 1, WARM_UP);
    const times = await measure(operation, places, 1, SAMPLES);
    rows.push([
      name,
      ms(percentile(times, 0.5)),
      ms(percentile(times, 0.95)),
      ms(percentile(times, 0.99)),
    ]);
  }
  printTable(
    `Search over 1,000,000 messages of 1,000 people, ${SAMPLES} samples each, in ms`,
    ['what is searched for', 'p50', 'p95', 'p99'],
    rows,
  );
}
