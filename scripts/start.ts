import './environment.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { env } from '../lib/env.ts';
import { banner } from './banner.ts';
import { build, hasCurrentBuild } from './build.ts';
import { requireFreePort, serve } from './next.ts';

await requireFreePort(env.PORT);
if (!hasCurrentBuild()) {
  const code = await build();
  if (code !== 0) process.exit(code);
}
console.log(banner(env));
Object.assign(process.env, { NODE_ENV: 'production' });
await serve(env.PORT);

// V8 lets a process that has never collected all its garbage grow by hundreds of MB before it does.
setFlagsFromString('--expose-gc');
setTimeout(runInNewContext('gc'), 4_000).unref();
