import { createPersonLimit } from './person-limit';

/** How many clicks a process takes at once from the count that all processes share. */
export const HANDFUL = 20;
/** Handfuls: 300 clicks a minute, far more than a hand does. */
export const HANDFULS = { window: 60, max: 15 };

/** Holds each person's clicks to a limit; one a server process. */
export function createClickLimit() {
  return createPersonLimit({
    kind: 'click',
    window: HANDFULS.window,
    max: HANDFUL * HANDFULS.max,
    handful: HANDFUL,
  });
}
