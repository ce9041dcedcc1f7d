import type { Memory, Reply } from './plan';

export const NOTHING: Memory = { shown: [], focus: [], pending: null, wrote: null, fresh: false };

/** What the next turn may refer to, after a reply. */
export function remember(before: Memory, reply: Reply): Memory {
  return {
    shown: reply.shown ?? before.shown,
    focus: reply.focus ?? before.focus,
    pending: reply.pending ?? null,
    wrote: reply.wrote ?? before.wrote,
    fresh: reply.wrote !== undefined,
  };
}
