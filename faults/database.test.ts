import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../bench/servers.ts';
import { type Person, signUp } from './person.ts';
import { onPostgres, type Place } from './place.ts';
import { randomFrom } from './random.ts';
import { FAULTS } from './settings.ts';
import { beginTurn, expectNothingTwice, retryToTheEnd, type Turn } from './turn.ts';

/** How long a reader may wait for the end of an answer whose database went away. */
const PATIENCE = 30_000;
const PEOPLE = 4;
const restarts = FAULTS.long ? 20 : 2;

let place: Place;
let server: Server;
let people: Person[];
beforeAll(async () => {
  place = await onPostgres();
  server = await place.serve();
  people = await Promise.all(Array.from({ length: PEOPLE }, () => signUp(server.url)));
});
afterAll(() => place?.close());

describe(`Postgres that restarts while answers run (${restarts} times, FAULTS_SEED=${FAULTS.seed})`, () => {
  const turns: Turn[] = [];

  it('leaves no reader waiting for an end', async () => {
    const random = randomFrom(FAULTS.seed);
    for (let restart = 0; restart < restarts; restart += 1) {
      const begun = people.map((person) => beginTurn(person, server.url));
      await sleep(500 + random() * 2500);
      await place.restartPostgres();
      await Promise.race([
        Promise.all(begun.map(({ over }) => over)),
        sleep(PATIENCE).then(() => {
          throw new Error('An answer goes on being read, and never ends.');
        }),
      ]);
      turns.push(...begun);
    }
    for (const { reading } of turns)
      if (reading.status === 200) expect(reading.ended, 'told how it ended').toBeDefined();
  });

  it('does nothing twice and says nothing twice, also when every message is sent again', async () => {
    expect(turns).toHaveLength(restarts * PEOPLE);
    await Promise.all(turns.map((turn) => retryToTheEnd(turn, server.url)));
    for (const turn of turns) await expectNothingTwice(turn, server.url);
  });
});
