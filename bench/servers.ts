import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Server = {
  url: string;
  /** The processor time that it has used, in ms; NaN where the system doesn't tell. */
  cpuTime(): number;
  /** The memory that it holds now, in bytes; NaN where the system doesn't tell. */
  memory(): number;
  /** Resolves when its process has ended. SIGKILL gives it no chance to do anything. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};

type Options = {
  /** A free one where none is given. */
  port?: number;
  /** Settings of lib/env.ts beside the usual ones, or instead of them. */
  env?: Record<string, string>;
  /** Hides what it logs. */
  quiet?: boolean;
  /** Gets what it logs, instead of the terminal. */
  log?: string[];
};

/** What signs the sessions of the servers that are measured. */
export const SECRET = 'a secret that only the bench knows, 32 characters';

const root = join(import.meta.dirname, '..');
/** What `npm start` gives to Node: flags and a script. */
const npmStart: string[] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  .scripts.start.split(' ')
  .slice(1);
const next = join(root, 'node_modules/next/dist/bin/next');

/** The model that answers at once. `url` is its OPENAI_BASE_URL. */
export async function startModel(): Promise<Server> {
  const child = fork(join(root, 'bench/model.ts'), { execArgv: ['--import', 'tsx'] });
  const [port] = await once(child, 'message');
  return asServer(`http://127.0.0.1:${port}/v1`, child);
}

/** Saydo as `npm start` serves it, on the database and the model given. Builds it when needed. */
export async function startSaydo(
  databaseUrl: string,
  modelUrl: string,
  { env, ...options }: Options = {},
): Promise<Server> {
  return serve(npmStart, '/sign-in', {
    ...options,
    env: {
      DATABASE_URL: databaseUrl,
      BETTER_AUTH_SECRET: SECRET,
      OPENAI_API_KEY: 'bench',
      OPENAI_BASE_URL: modelUrl,
      OPENAI_MODEL: 'bench',
      ...env,
    },
  });
}

/** A route of the AI SDK and nothing else (bench/bare), on the same model. */
export async function startBare(modelUrl: string): Promise<Server> {
  const folder = join(root, 'bench/bare');
  const build = spawn(process.execPath, [next, 'build', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Error('The bare route could not be built.');
  return serve([next, 'start', folder], '/', {
    env: { NODE_ENV: 'production', OPENAI_API_KEY: 'bench', OPENAI_BASE_URL: modelUrl },
  });
}

async function serve(
  args: string[],
  path: string,
  { port: wanted, env, quiet = false, log }: Options,
): Promise<Server> {
  const port = wanted ?? (await freePort());
  const child = spawn(
    process.execPath,
    [...args, ...(args[0] === next ? ['-p', String(port)] : [])],
    {
      cwd: root,
      stdio: ['ignore', log ? 'pipe' : 'ignore', log ? 'pipe' : quiet ? 'ignore' : 'inherit'],
      env: { ...process.env, ...env, PORT: String(port), NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  for (const told of [child.stdout, child.stderr]) {
    told?.setEncoding('utf8').on('data', (text: string) => log?.push(text));
  }
  const url = `http://localhost:${port}`;
  // A first build takes a minute or two.
  for (let tries = 0; tries < 3000; tries += 1) {
    if (hasEnded(child)) throw new Error(`${args[0]} ended before it served.`);
    const response = await fetch(url + path).catch(() => null);
    if (response?.ok) return asServer(url, child);
    await sleep(100);
  }
  await stop(child);
  throw new Error(`${args[0]} did not serve in time.`);
}

function asServer(url: string, child: ReturnType<typeof spawn>): Server {
  const pid = child.pid ?? 0;
  return {
    url,
    cpuTime: () => cpuTime(pid),
    memory: () => memory(pid),
    stop: (signal) => stop(child, signal),
  };
}

/** Linux counts it in ticks of 10 ms, in fields 14 and 15 behind the name in brackets. */
function cpuTime(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Linux counts what stands in real memory in pages of 4 kB, in the second field. */
function memory(pid: number): number {
  const file = `/proc/${pid}/statm`;
  if (!existsSync(file)) return Number.NaN;
  return Number(readFileSync(file, 'utf8').split(' ')[1]) * 4096;
}

async function stop(
  child: ReturnType<typeof spawn>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

const hasEnded = (child: ReturnType<typeof spawn>) =>
  child.exitCode !== null || child.signalCode !== null;

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address !== 'object') throw new Error('There is no free port.');
  return address.port;
}
