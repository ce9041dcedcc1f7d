import './environment.ts';
import { env } from '../lib/env.ts';
import { banner } from './banner.ts';
import { becomeDevelopment, requireFreePort } from './next.ts';

await requireFreePort(env.PORT);
console.log(banner(env));
await becomeDevelopment(env.PORT);
