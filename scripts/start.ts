import './environment.ts';
import { env } from '../lib/env.ts';
import { banner } from './banner.ts';
import { build, hasCurrentBuild } from './build.ts';
import { keepHeapSmall } from './heap.ts';
import { requireFreePort, serve } from './next.ts';

await requireFreePort(env.PORT);
if (!hasCurrentBuild()) {
  const code = await build();
  if (code !== 0) process.exit(code);
}
console.log(banner(env));
Object.assign(process.env, { NODE_ENV: 'production' });
await serve(env.PORT);
keepHeapSmall();
