import { relative } from 'node:path';
import type { Env } from '../lib/env.ts';

/** Two lines for the person who starts the app: where the data is, and who answers. */
export function banner(env: Env): string {
  return `Data: ${describeData(env)}\nAssistant: ${describeAssistant(env)}`;
}

function describeData({ DATABASE_URL, DATABASE_DRIVER, DATA_DIR }: Env): string {
  if (!DATABASE_URL) {
    const folder = relative(process.cwd(), DATA_DIR);
    return `the built-in database in ${folder.startsWith('..') ? DATA_DIR : folder}`;
  }
  const { host, pathname } = new URL(DATABASE_URL);
  const driver = DATABASE_DRIVER === 'neon' ? 'Neon' : 'Postgres';
  return `${driver}, ${pathname.slice(1)} at ${host}`;
}

function describeAssistant({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }: Env): string {
  if (!OPENAI_API_KEY) return 'built in, offline (set OPENAI_API_KEY for a language model)';
  const { host } = new URL(OPENAI_BASE_URL ?? 'https://api.openai.com');
  return `${OPENAI_MODEL} at ${host}`;
}
