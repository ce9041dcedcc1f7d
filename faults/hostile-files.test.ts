import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FULL, fullFile } from '../bench/full-file.ts';
import type { Server } from '../bench/servers.ts';
import { files } from './hostile-files.ts';
import { type Person, signUp } from './person.ts';
import { onPostgres, type Place } from './place.ts';

/** What the others may notice, in ms: 95 of 100 looks at their lists are faster. */
const SLOWEST_LOOK = 250;
const SLOWEST_REFUSAL = 2000;
/** How much larger the server may become, in bytes. */
const MOST_GROWTH = 300e6;

let place: Place;
let server: Server;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  place = await onPostgres();
  server = await place.serve();
  [ann, bob] = await Promise.all([signUp(server.url), signUp(server.url)]);
});
afterAll(() => place?.close());

it('Twelve hostile files and a full honest one hold up nobody, and leave the server small', async () => {
  const reader = await startReading(bob);
  await sleep(1000);
  const memory = watchMemory();
  const figures: string[] = [];
  const problems: string[] = [];
  const expectSoon = (what: string, ms: number, most: number) => {
    figures.push(`${Math.round(ms).toString().padStart(6)} ms  ${what}`);
    if (ms > most) problems.push(`${what}: ${Math.round(ms)} ms`);
  };

  for (const { what, make, answer, comesIn } of files) {
    const bytes = new TextEncoder().encode(make());
    expect(bytes.length, what).toBeLessThanOrEqual(FULL);
    expect(bytes.length, what).toBeGreaterThan(FULL * 0.9);
    const { ms, status, text } = await post(bytes);
    expect(text.slice(0, 300) + text.slice(-300), what).toMatch(answer);
    expect(status, what).toBeOneOf([200, 400]);
    expect(text.includes('"imported":[{'), what).toBe(comesIn === true);
    expectSoon(what, ms, comesIn ? Number.POSITIVE_INFINITY : SLOWEST_REFUSAL);
  }
  const { ms, text } = await post(new TextEncoder().encode(fullFile()));
  expect(JSON.parse(text)).toMatchObject({ imported: [{ title: 'One' }], refused: [] });
  expectSoon('a full honest file, which comes in', ms, Number.POSITIVE_INFINITY);

  const { grown } = memory.stop();
  const looks = (await reader.stop()).sort((a, b) => a - b);
  const p95 = looks[Math.ceil(looks.length * 0.95) - 1] ?? Number.NaN;
  console.log(
    [
      ...figures,
      `${looks.length} looks of somebody else meanwhile: p50 ${looks[looks.length >> 1]?.toFixed(1)}, p95 ${p95.toFixed(1)}, at most ${looks.at(-1)?.toFixed(1)} ms`,
      `the server grew by ${Math.round(grown / 1e6)} MB at most`,
    ].join('\n'),
  );
  expect(problems).toEqual([]);
  expect(looks.length).toBeGreaterThan(50);
  expect(p95).toBeLessThan(SLOWEST_LOOK);
  // Linux alone tells it.
  if (process.platform === 'linux') expect(grown).toBeLessThan(MOST_GROWTH);
});

async function post(bytes: Uint8Array<ArrayBuffer>) {
  const begun = performance.now();
  const response = await ann.importFile(server.url, bytes);
  const text = await response.text();
  return { ms: performance.now() - begun, status: response.status, text };
}

async function startReading(person: Person) {
  const { cookie } = person.headers(server.url);
  const child = fork(join(import.meta.dirname, 'reading.ts'), [server.url, cookie], {
    execArgv: [],
  });
  await once(child, 'message');
  return {
    async stop(): Promise<number[]> {
      const told = once(child, 'message');
      child.send('end');
      const [times] = await told;
      return times;
    },
  };
}

function watchMemory() {
  const before = server.memory();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, server.memory());
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return { grown: most - before };
    },
  };
}
