import { benchDatabase } from './database.ts';
import { benchFirstLoad } from './first-load.ts';
import { signIn } from './people.ts';
import { openBenchDatabase } from './postgres.ts';
import { seed } from './seed.ts';
import { startBare, startModel, startSaydo } from './servers.ts';
import { benchTurn } from './turn.ts';

// Prints tables and decides nothing. Name a part to run it alone: database, turn, first-load.
const parts = process.argv.slice(2);
const wants = (part: string) => parts.length === 0 || parts.includes(part);

const stops: (() => Promise<void>)[] = [];
try {
  const database = await openBenchDatabase();
  stops.push(database.close);
  if (wants('database') || wants('turn')) await seed(database.url);
  if (wants('database')) await benchDatabase(database.db);
  if (wants('turn') || wants('first-load')) {
    const model = await startModel();
    stops.push(model.stop);
    const saydo = await startSaydo(database.url, model.url);
    stops.push(saydo.stop);
    const people = await signIn(database.db, 500);
    if (people[0] && wants('first-load')) await benchFirstLoad(saydo.url, people[0]);
    if (wants('turn')) {
      const bare = await startBare(model.url);
      stops.push(bare.stop);
      await benchTurn(saydo, people, bare);
    }
  }
} finally {
  for (const stop of stops.reverse()) await stop();
}
