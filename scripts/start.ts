import './environment.ts';
import { env } from '../lib/env.ts';
import { banner } from './banner.ts';
import { build, hasCurrentBuild } from './build.ts';
import { becomeServer, requireFreePort } from './next.ts';

await requireFreePort(env.PORT);
if (!hasCurrentBuild()) {
  const code = await build();
  if (code !== 0) process.exit(code);
}
console.log(banner(env));
await becomeServer(env.PORT);
