import { chromium, type Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/connection';
import { findBrowser } from '../scripts/browser.ts';
import { cookieHeader, type Person } from './people.ts';
import { ms, percentile, printTable } from './report.ts';
import type { Server } from './servers.ts';

const LENGTHS = [20, 1000, 5000];
const LOADS = 40;
const VISITS = 8;

type Opened = { server: number; bytes: number; seen: number; heap: number };

/** Opens conversations of several lengths: what the server takes, and what a browser does. */
export async function benchOpening(db: Database, saydo: Server, person: Person): Promise<void> {
  const opened: Opened[] = [];
  const browser = await chromium.launch({ executablePath: await findBrowser() });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies(
      [...person.cookies].map(([name, value]) => ({ name, value, url: saydo.url })),
    );
    for (const length of LENGTHS) {
      const id = await converse(db, person, length);
      const loads = await times(LOADS, () => load(saydo.url, id, person));
      const page = await context.newPage();
      const visits = await times(VISITS, () => visit(page, `${saydo.url}/chat/${id}`, length));
      await page.close();
      const middle = (of: number[]) => percentile(of, 0.5);
      opened.push({
        server: middle(loads.map(({ took }) => took)),
        bytes: middle(loads.map(({ bytes }) => bytes)),
        seen: middle(visits.map(({ seen }) => seen)),
        heap: middle(visits.map(({ heap }) => heap)),
      });
    }
  } finally {
    await browser.close();
  }
  const row = (what: string, key: keyof Opened, say: (value: number) => string) => {
    const values = opened.map((one) => one[key]);
    const most = Math.max(...values) / (values[0] ?? Number.NaN);
    return [what, ...values.map(say), most.toFixed(2)];
  };
  printTable(
    'Opening a conversation (aim: within 1.2 times, the last message in view within 800 ms)',
    ['', ...LENGTHS.map((length) => `${length.toLocaleString('en')} messages`), 'most, times'],
    [
      row('server time, p50 in ms', 'server', ms),
      row('page in kB', 'bytes', (bytes) => (bytes / 1000).toFixed(1)),
      row('last message in view, p50 in ms', 'seen', ms),
      row('heap of the page, p50 in MB', 'heap', (bytes) => (bytes / 1e6).toFixed(1)),
    ],
  );
}

/** Writes a conversation of the person's; its last message says which it is. */
async function converse(db: Database, person: Person, length: number): Promise<string> {
  const id = uuidv7();
  await db.execute(sql`
    insert into conversations (user_id, id, title) values (${person.userId}, ${id}, 'Long talk')`);
  await db.execute(sql`
    insert into conversation_metadata (user_id, conversation_id, focus_areas, message_count)
    values (${person.userId}, ${id}, '{}', ${length})`);
  await db.execute(sql`
    insert into messages (user_id, id, conversation_id, parent_id, role, status, content, created_at)
    select ${person.userId}, id, ${id}, lag(id) over (order by n),
      (case n % 2 when 1 then 'user' else 'assistant' end)::message_role, 'complete',
      'Message ' || n || ' of ${sql.raw(String(length))}: call the dentist, then buy flowers for mum.',
      date_trunc('milliseconds', now() - (${length}::int - n) * interval '1 second')
    from (select n, gen_random_uuid() as id from generate_series(1, ${length}::int) n) said`);
  await db.execute(sql`analyze messages`);
  return id;
}

async function load(url: string, id: string, person: Person) {
  const begun = performance.now();
  const response = await fetch(`${url}/chat/${id}`, { headers: { cookie: cookieHeader(person) } });
  const bytes = (await response.arrayBuffer()).byteLength;
  if (!response.ok) throw new Error(`The conversation was answered ${response.status}.`);
  return { took: performance.now() - begun, bytes };
}

/** How long until the last message stands in the window, and what the page then holds. */
async function visit(page: Page, url: string, length: number) {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  // The page looks in each of its frames, and counts from its navigation: a locator looks again only
  // after half a second.
  const inView = await page.waitForFunction((words) => {
    const found = document.evaluate(
      `//*[text()[contains(., ${JSON.stringify(words)})]]`,
      document.querySelector('main') ?? document.body,
      null,
      XPathResult.FIRST_ORDERED_NODE_TYPE,
    ).singleNodeValue;
    if (!(found instanceof Element)) return false;
    const { top, bottom } = found.getBoundingClientRect();
    const isShown = found.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return isShown && top >= 0 && bottom <= window.innerHeight && performance.now();
  }, `Message ${length} of ${length}:`);
  const seen = Number(await inView.jsonValue());
  // What loads on the side is there by then; the stream of changes never ends.
  await page.waitForTimeout(1500);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return { seen, heap: usedSize };
}

async function times<Result>(count: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  // The first one warms up.
  for (let time = 0; time <= count; time += 1) results.push(await work());
  return results.slice(1);
}
