import { benchCrowd, benchStreams } from './crowd.ts';
import { benchDatabase } from './database.ts';
import { benchFirstLoad } from './first-load.ts';
import { benchImports } from './imports.ts';
import { benchNeighbours } from './neighbours.ts';
import { benchOpening } from './opening.ts';
import { signIn } from './people.ts';
import { openBenchDatabase } from './postgres.ts';
import { benchRendering } from './rendering.ts';
import { benchSearch } from './search.ts';
import { seed } from './seed.ts';
import { startBare, startModel, startSaydo } from './servers.ts';
import { benchTurn } from './turn.ts';

/** A million messages. */
const PEOPLE = 1000;

// Prints tables and decides nothing. Name parts to run them alone.
const onSeed = ['database', 'search', 'turn'];
const onServer = ['turn', 'first-load', 'crowd', 'streams', 'opening'];
const parts = process.argv.slice(2);
const wants = (...some: string[]) =>
  parts.length === 0 || some.some((part) => parts.includes(part));

const stops: (() => Promise<void>)[] = [];
try {
  const model = await startModel();
  stops.push(model.stop);
  if (wants('imports', ...onSeed, ...onServer)) {
    const database = await openBenchDatabase();
    stops.push(database.close);
    if (wants(...onSeed)) await seed(database.url, PEOPLE);
    if (wants('database')) await benchDatabase(database.db);
    if (wants('search')) await benchSearch(database.db);
    if (wants('imports')) await benchImports(database.db);
    if (wants(...onServer)) {
      const saydo = await startSaydo(database.url, model.url);
      stops.push(saydo.stop);
      const people = await signIn(database.db, 601);
      const [first, ...others] = people;
      if (!first) throw new Error('Nobody is signed in.');
      if (wants('first-load')) await benchFirstLoad(saydo.url, first);
      if (wants('opening')) await benchOpening(database.db, saydo, first);
      if (wants('streams')) await benchStreams(saydo, others);
      if (wants('crowd')) await benchCrowd(saydo, people.slice(-100));
      if (wants('turn')) {
        const bare = await startBare(model.url);
        stops.push(bare.stop);
        await benchTurn(saydo, others, bare);
      }
    }
  }
  if (wants('rendering')) await benchRendering();
  if (wants('neighbours')) await benchNeighbours(model.url);
} finally {
  for (const stop of stops.reverse()) await stop();
}
