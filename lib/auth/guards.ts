import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { z } from 'zod';
import type { Database } from '@/db';
import { secretKey, takeTurn } from '@/lib/rate-limit';
import { isStorable } from '@/lib/storable';
import { clientAddress } from './client-address';
import { passwordLength } from './fields';
import { takeGuess } from './guesses';
import { findKnownDevice } from './known-devices';
import { findWeakness } from './password-strength';
import { emailAddress, personName } from './person';
import type { Site } from './site';
import { lettersToOne, proofs, requireTurn } from './turns';

/** What Better Auth gives to a check. */
type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

const sendsLetters =
  /^\/(sign-up\/(email|passkey\/options)|request-password-reset|send-verification-email)$/;

/**
 * Checks that come before Better Auth looks anybody up, so that no refusal tells whether an
 * address is known.
 */
export function guardRequests(db: Database, site: Site, addressHeader: string | undefined) {
  return createAuthMiddleware(async (ctx) => {
    requireStorable(ctx.body?.token, ctx.query?.state, ctx.query?.token);
    if (ctx.path === '/sign-up/email') requireValid('name', personName, ctx.body?.name);
    requireNoPicture(ctx.body?.image);
    // Before letters are counted: a password that is refused sends none.
    await requireGoodPassword(ctx);
    if (sendsLetters.test(ctx.path)) {
      const email = requireValid('email', emailAddress, ctx.body?.email);
      requireTurn(await takeTurn(db, secretKey('letter', email), lettersToOne, new Date()));
    }
    if (ctx.path === '/sign-in/email') {
      const email = requireValid('email', emailAddress, ctx.body?.email);
      const known = await findKnownDevice(db, site, email, (name) => ctx.getCookie(name));
      const device = known && `${known.tokenHash}:${known.userId}`;
      const address = clientAddress(ctx.headers ?? new Headers(), addressHeader);
      requireTurn(await takeGuess(db, email, { device, address }, new Date()));
    }
    if (ctx.path === '/change-password') await countProof(db, ctx);
  });
}

/** Whoever holds a session could guess the password here: it counts as proving who one is. */
async function countProof(db: Database, ctx: AuthContext): Promise<void> {
  const session = await getSessionFromCtx(ctx);
  if (session) requireTurn(await takeTurn(db, `prove:${session.user.id}`, proofs, new Date()));
}

/** A new password, and what whoever guesses knows of the person; null where none is chosen. */
async function newPasswordOf(ctx: AuthContext) {
  const { body, context } = ctx;
  if (ctx.path === '/sign-up/email') {
    return { password: body?.password, person: { name: body?.name, email: body?.email } };
  }
  if (ctx.path === '/change-password') {
    const session = await getSessionFromCtx(ctx);
    return { password: body?.newPassword, person: session?.user ?? {} };
  }
  if (ctx.path === '/reset-password') {
    const key = `reset-password:${body?.token}`;
    const found = await context.internalAdapter.findVerificationValue(key);
    const user = found && (await context.internalAdapter.findUserById(found.value));
    return { password: body?.newPassword, person: user ?? {} };
  }
  return null;
}

/** Refuses a password that guessers try first. Its length is Better Auth's to refuse. */
async function requireGoodPassword(ctx: AuthContext): Promise<void> {
  const chosen = await newPasswordOf(ctx);
  if (!chosen || typeof chosen.password !== 'string') return;
  const { length } = chosen.password;
  if (length < passwordLength.min || length > passwordLength.max) return;
  const weakness = await findWeakness(chosen.password, chosen.person);
  if (weakness) throw new APIError('BAD_REQUEST', { code: weakness, message: 'Weak password' });
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
  // Calls of our own code have no request, and keep what their types promise.
  const bare = ctx.request && withoutToken(ctx.context.returned);
  if (bare) return ctx.json(bare);
});

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
