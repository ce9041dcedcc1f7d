import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { z } from 'zod';
import type { Database } from '@/db';
import { type Rule, secretKey, takeTurn } from '@/lib/rate-limit';
import { isStorable } from '@/lib/storable';
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
    requireStorable(ctx.body?.token, ctx.query?.state, ctx.query?.token);
    if (ctx.path === '/sign-up/email') requireValid('name', personName, ctx.body?.name);
    requireNoPicture(ctx.body?.image);
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

/** A NUL would be the database's failure, where it is only a token that opens nothing. */
function requireStorable(...tokens: unknown[]): void {
  if (tokens.every((token) => typeof token !== 'string' || isStorable(token))) return;
  throw new APIError('BAD_REQUEST', { code: 'INVALID_TOKEN', message: 'Invalid token' });
}

/** Saydo shows nobody's picture: an address that a visitor names would only be kept, and fetched one day. */
function requireNoPicture(image: unknown): void {
  if (image === undefined) return;
  throw new APIError('BAD_REQUEST', {
    code: 'VALIDATION_ERROR',
    message: '[body.image] Saydo keeps no pictures of people.',
  });
}

/** What comes after Better Auth's answer and before it is sent. */
export const finishAnswers = createAuthMiddleware(async (ctx) => {
  refuseSuspended(ctx.path, ctx.context.newSession?.user.status);
  // Calls of our own code have no request, and keep what their types promise.
  const bare = ctx.request && withoutToken(ctx.context.returned);
  if (bare) return ctx.json(bare);
});

/** Tells a suspended person so when they sign in; no session of theirs opens anything. */
function refuseSuspended(path: string, status: unknown): void {
  if (path !== '/sign-in/email' || status !== 'suspended') return;
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_SUSPENDED', message: 'Suspended' });
}

/**
 * A body without the session's token, which opens the account to whoever reads it; null where there
 * is none. Browsers have it in a cookie that no script can read, and need it nowhere else.
 */
function withoutToken(body: unknown): Record<string, unknown> | null {
  if (!isRecord(body)) return null;
  if ('token' in body) {
    const { token: _, ...rest } = body;
    return rest;
  }
  if (!isRecord(body.session)) return null;
  const { token: _, ...session } = body.session;
  return { ...body, session };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}

function requireValid(field: string, schema: z.ZodType<string>, value: unknown): string {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new APIError('BAD_REQUEST', {
    code: 'VALIDATION_ERROR',
    message: `[body.${field}] ${result.error.issues[0]?.message ?? 'Invalid'}`,
  });
}
