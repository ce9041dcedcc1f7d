import {
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseUnusableError } from './failure.ts';

/** The built-in database belongs to another process. */
export class FolderInUseError extends DatabaseUnusableError {
  override name = 'FolderInUseError';
}

/**
 * Takes a folder for this process, before anything in it is opened: two processes in one PGlite
 * folder corrupt it. Returns the release; an exit releases too. What a killed process left behind
 * is taken over. Throws FolderInUseError.
 */
export function lockFolder(folder: string): () => void {
  const file = join(/* turbopackIgnore: true */ folder, 'lock');
  const mine = JSON.stringify(describeProcess());
  while (!createExclusively(file, mine)) {
    const theirs = readIfThere(file);
    if (theirs === null) continue;
    if (isHeld(file, theirs)) throw new FolderInUseError(refusal(folder, theirs));
    removeStale(file, theirs);
  }

  const heartbeat = setInterval(() => touch(file, mine), heartbeatMs);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    if (readIfThere(file) === mine) rmSync(file, { force: true });
  };
  process.on('exit', release);
  return release;
}

const heartbeatMs = 5_000;
/** How long a silent holder on another machine or in another container is believed alive. */
const silenceMs = 30_000;

type Holder = { pid: number; host: string; started: string };

function describeProcess(): Holder {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

function createExclusively(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    // Unlike a write with the flag wx, a link never shows half a file to who reads it.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (existsSync(file)) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isHeld(file: string, content: string): boolean {
  const holder = parseHolder(content);
  if (!holder) return false;
  if (holder.host !== hostname()) {
    // A pid says nothing across machines or containers; the heartbeat does.
    return Date.now() - statSync(file).mtimeMs < silenceMs;
  }
  return isAlive(holder.pid) && startOf(holder.pid) === holder.started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, where the system tells: after a restart its pid may be someone else's. */
function startOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // Field 22, counted after the name, which may itself hold spaces and brackets (proc(5)).
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function removeStale(file: string, judged: string) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Someone may have taken the folder between the judgement and the rename: give it back.
  if (readIfThere(aside) !== judged && !existsSync(file)) renameSync(aside, file);
  rmSync(aside, { force: true });
}

function refusal(folder: string, content: string): string {
  const holder = parseHolder(content);
  const near = relative(process.cwd(), folder);
  const place = near === '' || near.startsWith('..') ? folder : near;
  const who = holder?.host === hostname() ? `process ${holder.pid}` : `${holder?.host}`;
  return `The database in ${place} is in use by ${who}. Stop that first, or set DATA_DIR to another folder.`;
}

function parseHolder(content: string): Holder | null {
  try {
    const value: unknown = JSON.parse(content);
    const isHolder =
      typeof value === 'object' && value !== null && 'pid' in value && 'host' in value;
    return isHolder ? (value as Holder) : null;
  } catch {
    return null;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function touch(file: string, mine: string) {
  const now = new Date();
  if (readIfThere(file) === mine) utimesSync(file, now, now);
}
