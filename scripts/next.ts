import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const nextBin = join(import.meta.dirname, '../node_modules/next/dist/bin/next');

/** What stands before Next.js from the first connection on; lib/server is the rest of it. */
const seam = new URL('./seam.mjs', import.meta.url).href;

process.env.NEXT_TELEMETRY_DISABLED = '1';

/** Becomes `next <args>`: the same process, so that a signal to it reaches the server. */
export async function becomeNext(...args: string[]) {
  process.argv = [process.execPath, nextBin, ...args];
  await import(seam);
  await import(nextBin);
}

/** Becomes `next dev`, whose server is a process of its own. */
export function becomeDevelopment(port: number | string) {
  const options = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = [...(options ? [options] : []), `--import=${seam}`].join(' ');
  return becomeNext('dev', '-p', String(port));
}

/** Becomes the production server, with what this process does as it exits. */
export function serve(port: number | string) {
  return becomeNext(...serverArgs(port));
}

/**
 * Becomes the production server and nothing else: what reads TypeScript, which a server never needs,
 * would be 25 MB of it.
 */
export async function becomeServer(port: number | string) {
  Object.assign(process.env, { NODE_ENV: 'production' });
  // Windows can't replace a process.
  if (process.platform === 'win32' || !process.execve) return serve(port);
  const args = [...process.execArgv, '--import', seam, nextBin, ...serverArgs(port)];
  process.execve(process.execPath, [process.execPath, ...args], process.env);
}

function serverArgs(port: number | string) {
  // Longer than proxies and browsers keep a connection: one that closes as the next request is
  // already on its way fails that request.
  return ['start', '-p', String(port), '--keepAliveTimeout', '70000'];
}

/** Runs `next <args>` and resolves with its exit code. */
export function runNext(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [nextBin, ...args], {
    stdio: 'inherit',
    // Node would warn about the colours that npm asks for, or a build for production run as test.
    env: { ...process.env, NODE_ENV: args[0] === 'build' ? 'production' : process.env.NODE_ENV },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Ends the process with one line when something already listens on `port`. */
export async function requireFreePort(port: number) {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, () => resolve(true));
  });
  if (!free) {
    console.error(`Saydo can't start. Port ${port} is in use; set PORT to another.`);
    process.exit(1);
  }
  await new Promise((resolve) => server.close(resolve));
}
