import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/connection';
import { loadThread } from '@/lib/agent/thread';
import { endAnswer } from '@/lib/agent/turn/answer-row';
import { beginTurn } from '@/lib/agent/turn/begin';
import { storeTurn } from '@/lib/agent/turn/store-turn';
import { listConversations, renameConversation } from '@/lib/conversations';
import { createScope, joinTransaction, type Scope } from '@/lib/scope';
import { ms, percentile, printTable } from './report.ts';

const SAMPLES = 1000;
const WARM_UP = 100;
const CONCURRENCY = [1, 8];

type Place = { scope: Scope; conversationId: string };
type Operation = {
  name: string;
  /** What the documents ask for, in ms. */
  target: number;
  /** The part that is timed; what it returns runs after it, untimed. */
  run(place: Place): Promise<(() => Promise<unknown>) | unknown>;
};

const ask = (conversationId: string) => ({
  conversationId,
  model: 'bench',
  now: new Date(),
  wait: 0,
});
const text = 'add buy milk tomorrow at 5pm, high priority';

const operations: Operation[] = [
  {
    name: 'load 20 messages',
    target: 50,
    run: ({ scope, conversationId }) =>
      loadThread(scope, conversationId, { limit: 20, now: new Date() }),
  },
  {
    name: 'list 30 conversations',
    target: 100,
    run: ({ scope }) => listConversations(scope, { now: new Date() }),
  },
  {
    name: 'insert a message and its answer',
    target: 10,
    async run({ scope, conversationId }) {
      const question = { id: uuidv7(), parentId: null, content: text };
      const { answer } = await scope.run((tx) =>
        storeTurn(tx, scope, ask(conversationId), { question, after: undefined }),
      );
      return () => endAnswer(scope, answer, ending, new Date());
    },
  },
  {
    name: 'begin a turn, all of it',
    target: 10,
    async run({ scope, conversationId }) {
      const say = { ...ask(conversationId), messageId: uuidv7(), text };
      const { answer } = await beginTurn(scope, say);
      return () => endAnswer(scope, answer, ending, new Date());
    },
  },
  {
    name: 'rename a conversation',
    target: 10,
    run: ({ scope, conversationId }) => renameConversation(scope, conversationId, 'Another title'),
  },
];

const ending = {
  status: 'complete' as const,
  content: 'Added: buy milk, tomorrow at 17:00, high priority.',
  error: null,
  inputTokens: 2400,
  outputTokens: 80,
  steps: 1,
};

/**
 * Times the app's own functions on the seeded database, over random people: as the app calls them,
 * and from inside an open transaction, which leaves the queries alone.
 */
export async function benchDatabase(db: Database): Promise<void> {
  await printSize(db);
  const places = await somePlaces(db);
  const rows: (string | number)[][] = [];
  for (const operation of operations) {
    for (const concurrency of CONCURRENCY) {
      await measure(operation, places, concurrency, WARM_UP);
      const scansBefore = await wholeTableScans(db);
      const times = await measure(operation, places, concurrency, SAMPLES);
      const scans = (await wholeTableScans(db)) - scansBefore;
      const queries = await measure(operation, places, concurrency, SAMPLES, timeInside);
      const p99 = percentile(queries, 0.99);
      rows.push([
        operation.name,
        concurrency,
        ms(percentile(queries, 0.5)),
        ms(p99),
        operation.target,
        `${((p99 / operation.target) * 100).toFixed(0)} %`,
        ms(percentile(times, 0.5)),
        ms(percentile(times, 0.99)),
        scans,
      ]);
    }
  }
  printTable(
    `Database: 1,000,000 messages of 1,000 people, ${SAMPLES} samples each, in ms`,
    [
      'what the app does',
      'at once',
      'queries, p50',
      'p99',
      'target',
      'p99 of target',
      'with its transaction, p50',
      'p99',
      'whole-table scans',
    ],
    rows,
  );
}

type Timed = { time: number; after: unknown };

async function timeWhole({ run }: Pick<Operation, 'run'>, place: Place): Promise<Timed> {
  const begun = performance.now();
  const after = await run(place);
  return { time: performance.now() - begun, after };
}

/** Without what begins and ends the transaction, which waits for the disk. */
function timeInside(operation: Pick<Operation, 'run'>, { scope, ...place }: Place): Promise<Timed> {
  return scope.run((tx) => timeWhole(operation, { ...place, scope: joinTransaction(scope, tx) }));
}

/** The times of `samples` runs, in ms, over one place after the other. */
export async function measure(
  operation: Pick<Operation, 'run'>,
  places: Place[],
  concurrency: number,
  samples: number,
  timeOne = timeWhole,
): Promise<number[]> {
  const times: number[] = [];
  let next = Math.floor(Math.random() * places.length);
  const worker = async () => {
    while (times.length < samples) {
      const place = places[next++ % places.length];
      if (!place) throw new Error('Nobody is there.');
      const { time, after } = await timeOne(operation, place);
      times.push(time);
      if (typeof after === 'function') await after();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return times;
}

/** Conversations in random order, each of another person than the ones before it. */
export async function somePlaces(db: Database): Promise<Place[]> {
  const { rows } = await db.execute<{ user_id: string; id: string }>(sql`
    select user_id, id from (
      select user_id, id, row_number() over (partition by user_id order by random()) as turn
      from conversations
    ) shuffled where turn <= 20 order by turn, random()`);
  return rows.map(({ user_id, id }) => ({ scope: createScope(db, user_id), conversationId: id }));
}

/** How often a table that grows with use was read from end to end so far. */
async function wholeTableScans(db: Database): Promise<number> {
  // The server counts a transaction within a second of its end.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const { rows } = await db.execute<{ scans: string }>(sql`
    select sum(seq_scan) as scans from pg_stat_user_tables
    where relname in ('users', 'conversations', 'conversation_metadata', 'messages', 'tool_calls')`);
  return Number(rows[0]?.scans);
}

async function printSize(db: Database): Promise<void> {
  const { rows } = await db.execute<{ name: string; rows: string; heap: string; indexes: string }>(
    sql`select relname as name, n_live_tup as rows,
      pg_table_size(relid) as heap, pg_indexes_size(relid) as indexes
    from pg_stat_user_tables
    where relname in ('messages', 'conversations', 'conversation_metadata', 'tool_calls')
    order by pg_total_relation_size(relid) desc`,
  );
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
  const counted = rows.filter(({ name }) => name !== 'tool_calls');
  const sum = (of: typeof rows, key: 'heap' | 'indexes') =>
    of.reduce((total, row) => total + Number(row[key]), 0);
  const line = (name: string, of: typeof rows, count: string | number = '') => [
    name,
    count,
    mb(sum(of, 'heap')),
    mb(sum(of, 'indexes')),
    mb(sum(of, 'heap') + sum(of, 'indexes')),
  ];
  printTable(
    'Size, in MB (target: about 500 for messages, conversations and their counters)',
    ['table', 'rows', 'rows in MB', 'indexes', 'together'],
    [
      ...rows.map((row) => line(row.name, [row], row.rows)),
      line('without tool_calls', counted),
      line('all', rows),
    ],
  );
}
