import { signIn } from './people.ts';
import { openBenchDatabase } from './postgres.ts';
import { ms, percentile, printTable } from './report.ts';
import { seed } from './seed.ts';
import { startSaydo } from './servers.ts';
import { askInTurn, many } from './turn.ts';

const PEOPLE_BESIDE = 500;
const TURNS = 400;

/** A turn of somebody new, beside 500,000 messages of other people and beside none. */
export async function benchNeighbours(modelUrl: string): Promise<void> {
  const alone = await timesBeside(0, modelUrl);
  const beside = await timesBeside(PEOPLE_BESIDE, modelUrl);
  const row = (share: number) => {
    const [a, b] = [percentile(alone, share), percentile(beside, share)];
    return [`whole turn, p${share * 100} in ms`, ms(a), ms(b), (b / a).toFixed(2)];
  };
  printTable(
    'A turn beside other people’s messages (aim: it costs the same)',
    ['', 'beside none', 'beside 500,000', 'times'],
    [row(0.5), row(0.95)],
  );
}

async function timesBeside(people: number, modelUrl: string): Promise<number[]> {
  const database = await openBenchDatabase();
  try {
    if (people > 0) await seed(database.url, people);
    const saydo = await startSaydo(database.url, modelUrl);
    try {
      const ask = askInTurn(saydo.url, await signIn(database.db, 100));
      await many(ask, 1, 100);
      return (await many(ask, 1, TURNS)).map(({ whole }) => whole);
    } finally {
      await saydo.stop();
    }
  } finally {
    await database.close();
  }
}
