import { v4 as uuidv4 } from 'uuid';
import { askSaydo, post, type Turn } from './ask.ts';
import type { Person } from './people.ts';
import { ms, percentile, printTable } from './report.ts';
import type { Server } from './servers.ts';

const WARM_UP = 150;
const ALONE = 400;
const AT_ONCE = 16;
const BUSY_MS = 15_000;
const ROUNDS = 2;

type Ask = () => Promise<Turn>;

const QUESTION = 'What is due today?';

/** Asks Saydo and the bare route the same, in turns, and prints both beside each other. */
export async function benchTurn(saydo: Server, people: Person[], bare: Server): Promise<void> {
  const sides = { saydo: askInTurn(saydo.url, people), bare: askBare(bare.url) };
  const alone = { saydo: [] as Turn[], bare: [] as Turn[] };
  const perSecond = { saydo: [] as number[], bare: [] as number[] };
  const cpu = { saydo: [] as number[], bare: [] as number[] };
  for (const name of ['bare', 'saydo'] as const) await many(sides[name], 4, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['bare', 'saydo'] as const) {
      alone[name].push(...(await many(sides[name], 1, ALONE)));
      const server = name === 'saydo' ? saydo : bare;
      const before = server.cpuTime();
      const turns = await busy(sides[name]);
      perSecond[name].push(turns / (BUSY_MS / 1000));
      cpu[name].push((server.cpuTime() - before) / turns);
    }
  }
  const row = (what: string, of: (name: 'bare' | 'saydo') => number, more = false) => {
    const [a, b] = [of('saydo'), of('bare')];
    return [what, ms(a), ms(b), (more ? b / a : a / b).toFixed(2)];
  };
  const best = (name: 'bare' | 'saydo') => Math.max(...perSecond[name]);
  const of = (key: keyof Turn, share: number) => (name: 'bare' | 'saydo') =>
    percentile(
      alone[name].map((turn) => turn[key]),
      share,
    );
  printTable(
    'A chat turn, with a model that answers at once (aim: 1.5 times the bare route)',
    ['', 'Saydo', 'bare AI SDK route', 'times'],
    [
      row('first byte, p50 in ms, one at a time', of('firstByte', 0.5)),
      row('first byte, p95 in ms', of('firstByte', 0.95)),
      row('first word, p50 in ms', of('firstWord', 0.5)),
      row('first word, p95 in ms', of('firstWord', 0.95)),
      row('whole turn, p50 in ms', of('whole', 0.5)),
      row("the server's processor time for a turn, in ms", (name) => Math.min(...cpu[name])),
      row(`turns a second, ${AT_ONCE} at once, best of ${ROUNDS}`, best, true),
    ],
  );
}

/** Asks as one person after the other. */
export function askInTurn(url: string, people: Person[]): Ask {
  let next = 0;
  return async () => {
    const person = people[next++ % people.length];
    if (!person) throw new Error('Nobody is signed in.');
    return askSaydo(url, person, QUESTION);
  };
}

function askBare(url: string): Ask {
  return () =>
    post(url, {
      messages: [{ id: uuidv4(), role: 'user', parts: [{ type: 'text', text: QUESTION }] }],
    });
}

/** The times of `count` turns, so many at once. */
export async function many(ask: Ask, atOnce: number, count: number): Promise<Turn[]> {
  const turns: Turn[] = [];
  let begun = 0;
  const worker = async () => {
    while (begun++ < count) turns.push(await ask());
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return turns;
}

/** How many turns are answered with many at once. */
async function busy(ask: Ask): Promise<number> {
  const begun = performance.now();
  let turns = 0;
  const worker = async () => {
    while (performance.now() - begun < BUSY_MS) {
      await ask();
      turns += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return turns;
}
