/**
 * Somebody who looks at their lists all the time, in a process of their own, so that nothing else of a
 * test holds them up: `node reading.ts <address> <cookie>`. Tells how long each look took, in ms, when
 * it is asked to end.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const PACE = 200;
const [, , url = '', cookie = ''] = process.argv;
const paths = ['/api/conversations', '/api/tasks?view=all'];
const times: number[] = [];
let ended = false;
process.on('message', () => {
  ended = true;
});

for (let look = 0; !ended; look += 1) {
  const begun = performance.now();
  const answer = await fetch(url + paths[look % paths.length], { headers: { cookie } });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`A look at ${answer.url} was answered ${answer.status}.`);
  times.push(performance.now() - begun);
  if (look === 0) process.send?.('reading');
  await sleep(PACE);
}
process.send?.(times);
process.disconnect();
