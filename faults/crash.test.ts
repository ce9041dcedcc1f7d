import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEARTBEAT_LIMIT } from '@/lib/conversations';
import type { Server } from '../bench/servers.ts';
import { type Person, signUp } from './person.ts';
import { onFolder, onPostgres } from './place.ts';
import { randomFrom } from './random.ts';
import { FAULTS } from './settings.ts';
import { beginTurn, expectDoneOnce, expectKept, retryToTheEnd, type Turn } from './turn.ts';

/** How many people have a turn running when their server is killed. */
const PEOPLE = 4;

const places = [
  { where: 'on Postgres', open: onPostgres, kills: FAULTS.long ? 50 : 6 },
  { where: 'on the built-in database', open: onFolder, kills: FAULTS.long ? 10 : 1 },
];

describe.each(places)('A server that is killed at any moment, $where', ({ open, kills }) => {
  let place: Awaited<ReturnType<typeof open>>;
  let server: Server;
  let port: number;
  let people: Person[];
  const broken: { turn: Turn; at: number }[] = [];

  beforeAll(async () => {
    place = await open();
    port = await place.freePort();
    server = await place.serve({ port });
    people = await Promise.all(Array.from({ length: PEOPLE }, () => signUp(server.url)));
  });
  afterAll(() => place?.close());

  it(`loses no message and at most a second of text (${kills} kills, FAULTS_SEED=${FAULTS.seed})`, async () => {
    const random = randomFrom(FAULTS.seed);
    for (let kill = 0; kill < kills; kill += 1) {
      const turns = people.map((person) => beginTurn(person, server.url));
      await sleep(random() * 3500);
      const at = performance.now();
      await server.stop('SIGKILL');
      await Promise.all(turns.map(({ over }) => over));
      broken.push(...turns.map((turn) => ({ turn, at })));
      server = await place.serve({ port });
    }
    await sleep(HEARTBEAT_LIMIT);
    const lost: number[] = [];
    for (const { turn, at } of broken) lost.push(await expectKept(turn, server.url, at));
    console.log(
      `${broken.length} answers broke off; the most that one lost: ${Math.max(...lost).toFixed(0)} ms of text.`,
    );
  });

  it('does nothing twice when every message is sent again', async () => {
    expect(broken).toHaveLength(kills * PEOPLE);
    await Promise.all(broken.map(({ turn }) => retryToTheEnd(turn, server.url)));
    for (const { turn } of broken) await expectDoneOnce(turn, server.url);
  });
});
