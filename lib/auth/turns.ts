import { APIError } from 'better-auth/api';
import type { Rule, Turn } from '@/lib/rate-limit';

/** How many letters an hour one address gets, whoever asks: it did not ask for them. */
export const lettersToOne: Rule = { window: 3600, max: 5 };
/** How often somebody may try to prove who they are. */
export const proofs: Rule = { window: 900, max: 10 };

/** Refuses, in Better Auth's way, what has had its turns. */
export function requireTurn(turn: Turn): void {
  if (turn.allowed) return;
  throw new APIError(
    'TOO_MANY_REQUESTS',
    { code: 'TOO_MANY_REQUESTS', message: 'Too many requests' },
    { 'X-Retry-After': String(turn.retryAfter) },
  );
}
