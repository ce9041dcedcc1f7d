import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database } from '@/db/connection';
import { importConversations } from '@/lib/conversations/transfer';
import { createScope } from '@/lib/scope';
import { fullFile } from './full-file.ts';
import { signIn } from './people.ts';
import { ms, printTable } from './report.ts';

const TIMES = 3;

/** A file of 20 MB that comes in whole: how long it takes, and how long everybody else waits for it. */
export async function benchImports(db: Database): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const person of await signIn(db, TIMES)) {
    const bytes = new TextEncoder().encode(fullFile());
    const scope = createScope(db, person.userId);
    const held = monitorEventLoopDelay({ resolution: 1 });
    const cpu = process.cpuUsage();
    const begun = performance.now();
    held.enable();
    const { imported, refused } = await importConversations(scope, bytes, new Date());
    held.disable();
    const took = performance.now() - begun;
    const { user, system } = process.cpuUsage(cpu);
    if (imported.length !== 1 || refused.length > 0) throw new Error('The file did not come in.');
    const [p99, most] = [held.percentile(99), held.max].map((ns) => ns / 1e6);
    rows.push([rows.length + 1, ms(took), ms((user + system) / 1000), ms(p99 ?? 0), ms(most ?? 0)]);
  }
  printTable(
    'A full file of 20 MB, one conversation (aim: the event loop is held for 20 ms at most)',
    ['', 'whole import in ms', 'processor time in ms', 'event loop held, p99 in ms', 'at most'],
    rows,
  );
}
