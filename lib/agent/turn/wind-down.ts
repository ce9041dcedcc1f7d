import { setTimeout as sleep } from 'node:timers/promises';
import { HttpError } from '@/lib/http';
import { allRuns } from './running';

/** How long answers may go on once the server is told to end, in ms. */
const GRACE = 5_000;
/** How long the rest then has to save what it said, in ms. */
const SAVING = 3_000;
const LOOK_EVERY = 25;

/** Why an answer is cut off that nobody stopped: the server ends. */
export class WindingDown extends Error {
  override name = 'WindingDown';
}

// Next evaluates this file once a bundle; all of them end together.
const held = globalThis as { saydoWindsDown?: boolean };

/**
 * Before the server ends: refuses new turns, lets running answers finish, and after a while ends
 * those that still run as interrupted, with all that they said. Resolves when all is saved.
 */
export async function windDown({ grace = GRACE, saving = SAVING } = {}): Promise<void> {
  held.saydoWindsDown = true;
  await untilQuiet(grace);
  for (const { controller } of allRuns()) controller.abort(new WindingDown());
  await untilQuiet(saving);
}

/** Throws 503 while the server winds down. */
export function requireOpen(): void {
  if (!held.saydoWindsDown) return;
  throw new HttpError(503, {
    error: 'Saydo is restarting.',
    try_next: 'Send it again in a few seconds. Nothing was lost.',
    headers: { 'Retry-After': '5' },
  });
}

async function untilQuiet(patience: number): Promise<void> {
  const until = performance.now() + patience;
  while (allRuns().length > 0 && performance.now() < until) await sleep(LOOK_EVERY);
}
