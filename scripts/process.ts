import { spawn } from 'node:child_process';

type Options = { env?: NodeJS.ProcessEnv; timeout?: number };

/** Runs a command quietly. Throws an Error with what it printed when it fails. */
export async function run([command = '', ...args]: string[], options: Options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = collect(child);
  const code = await ended(child);
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} failed:\n${log()}`);
}

/** Runs a command whose output the person sees, and resolves with its exit code. */
export function show([command = '', ...args]: string[], options: Options = {}): Promise<number> {
  return ended(spawn(command, args, { ...options, stdio: 'inherit' }));
}

/** Starts a command that goes on. `exited` resolves with what it printed. */
export function start([command = '', ...args]: string[], options: Options = {}) {
  const child = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A Ctrl-C in the terminal is for the script, which then stops this in its own order.
    detached: true,
  });
  const log = collect(child);
  const exited = ended(child).then(() => log());
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  exited.then(() => process.off('exit', kill));
  return {
    exited,
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      await exited;
    },
  };
}

type Child = ReturnType<typeof spawn>;

function collect(child: Child): () => string {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString().slice(-4000);
}

function ended(child: Child): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
