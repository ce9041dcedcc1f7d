import { setTimeout as sleep } from 'node:timers/promises';
import { askSaydo, type Turn } from './ask.ts';
import type { Person } from './people.ts';
import { ms, percentile, printTable } from './report.ts';
import type { Server } from './servers.ts';

const PEOPLE = 100;
const TURNS = 5;
const STREAMS = 500;

/** A hundred people at once, each of whom says five things one after the other. */
export async function benchCrowd(saydo: Server, people: Person[]): Promise<void> {
  const crowd = people.slice(0, PEOPLE);
  const begun = performance.now();
  const { turns, failures } = await gather(crowd, TURNS, (person) =>
    askSaydo(saydo.url, person, 'What is due today?'),
  );
  const seconds = (performance.now() - begun) / 1000;
  printTable(
    `${PEOPLE} people at once, ${TURNS} turns each, with a model that answers at once`,
    ['turns', 'failures', 'turns a second', 'first word p95 in ms', 'whole turn p50', 'p95'],
    [
      [
        turns.length,
        failures.length,
        (turns.length / seconds).toFixed(1),
        ms(
          percentile(
            turns.map(({ firstWord }) => firstWord),
            0.95,
          ),
        ),
        ms(
          percentile(
            turns.map(({ whole }) => whole),
            0.5,
          ),
        ),
        ms(
          percentile(
            turns.map(({ whole }) => whole),
            0.95,
          ),
        ),
      ],
    ],
  );
  tell(failures);
}

/** Five hundred answers of ten seconds that run at once, all in one process. */
export async function benchStreams(saydo: Server, people: Person[]): Promise<void> {
  const crowd = people.slice(0, STREAMS);
  // A server that has just started has its start's garbage still (instrumentation-node.ts).
  await sleep(5_000);
  const before = saydo.memory();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, saydo.memory());
  }, 200);
  const { turns, failures } = await gather(crowd, 1, (person) =>
    askSaydo(saydo.url, person, 'Tell me slowly what is due today.'),
  );
  clearInterval(watch);
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
  printTable(
    `${STREAMS} answers of 10 s at once on one process (aim: no failure, memory under 400 MB)`,
    ['answers', 'failures', 'first word p50 in ms', 'p95', 'MB before', 'MB at most'],
    [
      [
        turns.length,
        failures.length,
        ms(
          percentile(
            turns.map(({ firstWord }) => firstWord),
            0.5,
          ),
        ),
        ms(
          percentile(
            turns.map(({ firstWord }) => firstWord),
            0.95,
          ),
        ),
        mb(before),
        mb(most),
      ],
    ],
  );
  tell(failures);
}

async function gather(
  crowd: Person[],
  times: number,
  ask: (person: Person) => Promise<Turn>,
): Promise<{ turns: Turn[]; failures: unknown[] }> {
  const turns: Turn[] = [];
  const failures: unknown[] = [];
  const talk = async (person: Person) => {
    for (let time = 0; time < times; time += 1) {
      try {
        turns.push(await ask(person));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(crowd.map(talk));
  return { turns, failures };
}

function tell(failures: unknown[]) {
  for (const failure of failures.slice(0, 3)) console.log(`\nFailed: ${failure}`);
}
