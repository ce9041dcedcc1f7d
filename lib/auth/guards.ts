import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { z } from 'zod';
import type { Database } from '@/db';
import { type Rule, secretKey, takeTurn } from '@/lib/rate-limit';
import { emailAddress, personName } from './person';

/**
 * Limits by the address that is named, whoever asks: password guesses from many machines, and
 * letters to someone who did not ask for them.
 */
const limitsByEmail: Record<string, { kind: string; rule: Rule }> = {
  '/sign-in/email': { kind: 'sign-in', rule: { window: 900, max: 20 } },
  '/sign-up/email': { kind: 'letter', rule: { window: 3600, max: 5 } },
  '/request-password-reset': { kind: 'letter', rule: { window: 3600, max: 5 } },
  '/send-verification-email': { kind: 'letter', rule: { window: 3600, max: 5 } },
};

/**
 * Checks that come before Better Auth looks anybody up, so that no refusal tells whether an
 * address is known.
 */
export function guardRequests(db: Database) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path === '/sign-up/email') requireValid('name', personName, ctx.body?.name);
    const limit = limitsByEmail[ctx.path];
    if (!limit) return;
    const email = requireValid('email', emailAddress, ctx.body?.email);
    const turn = await takeTurn(db, secretKey(limit.kind, email), limit.rule, new Date());
    if (!turn.allowed) {
      throw new APIError(
        'TOO_MANY_REQUESTS',
        { code: 'TOO_MANY_REQUESTS', message: 'Too many requests' },
        { 'X-Retry-After': String(turn.retryAfter) },
      );
    }
  });
}

/** Tells a suspended person so when they sign in; no session of theirs opens anything. */
export const refuseSuspended = createAuthMiddleware(async (ctx) => {
  if (ctx.path !== '/sign-in/email' || ctx.context.newSession?.user.status !== 'suspended') return;
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_SUSPENDED', message: 'Suspended' });
});

function requireValid(field: string, schema: z.ZodType<string>, value: unknown): string {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new APIError('BAD_REQUEST', {
    code: 'VALIDATION_ERROR',
    message: `[body.${field}] ${result.error.issues[0]?.message ?? 'Invalid'}`,
  });
}
