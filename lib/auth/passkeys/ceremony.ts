import { getAuthenticatorName } from '@better-auth/passkey';
import {
  type RegistrationResponseJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { GenericEndpointContext } from 'better-auth';
import { APIError, getSessionFromCtx } from 'better-auth/api';
import { generateRandomString } from 'better-auth/crypto';
import type { z } from 'zod';
import { deviceName } from '../devices';
import { isProven } from '../proof';
import type { Site } from '../site';
import { CHALLENGE_LASTS, challengeCookie, expectedOrigin, relyingPartyId } from './relying-party';

/** Keeps what a challenge was made for, and gives its token to this browser alone. */
export async function openChallenge(
  ctx: GenericEndpointContext,
  challenge: { type: string; expectedChallenge: string; [kept: string]: unknown },
): Promise<void> {
  const token = generateRandomString(32);
  const cookie = ctx.context.createAuthCookie(challengeCookie);
  await ctx.setSignedCookie(cookie.name, token, ctx.context.secret, {
    ...cookie.attributes,
    maxAge: CHALLENGE_LASTS,
  });
  await ctx.context.internalAdapter.createVerificationValue({
    identifier: token,
    value: JSON.stringify(challenge),
    expiresAt: new Date(Date.now() + CHALLENGE_LASTS * 1000),
  });
}

/** The challenge of this browser, which is spent by it. Throws where there is none for `schema`. */
export async function takeChallenge<Schema extends z.ZodType>(
  ctx: GenericEndpointContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const cookie = ctx.context.createAuthCookie(challengeCookie);
  const token = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
  const row = token && (await ctx.context.internalAdapter.consumeVerificationValue(token));
  const challenge = row ? schema.safeParse(JSON.parse(row.value)) : undefined;
  if (!challenge?.success) throw refuse('BAD_REQUEST', 'CHALLENGE_NOT_FOUND');
  return challenge.data;
}

type NewPasskey = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

/** The passkey that a browser has made for this challenge, with its user verified. */
export async function verifyNewPasskey(
  ctx: GenericEndpointContext,
  site: Site,
  expectedChallenge: string,
  response: unknown,
): Promise<NewPasskey> {
  const { registrationInfo } = await verifyRegistrationResponse({
    // Its shape was checked; the browser's own type says more than is used.
    response: response as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: expectedOrigin(site, ctx.headers),
    expectedRPID: relyingPartyId(site),
    requireUserVerification: true,
  }).catch((): { registrationInfo?: NewPasskey } => ({}));
  if (!registrationInfo) throw refuse('BAD_REQUEST', 'FAILED_TO_VERIFY_REGISTRATION');
  return registrationInfo;
}

/** What a passkey is called until its owner says otherwise: where it is kept, or made. */
export function passkeyNameFor(aaguid: string, headers: Headers | undefined): string {
  return getAuthenticatorName(aaguid) ?? deviceName(headers?.get('user-agent') ?? null);
}

/** The session, asked of the database. Throws where nobody is signed in, or not for sure any more. */
export async function requireProvenSession(ctx: GenericEndpointContext) {
  const found = await getSessionFromCtx(ctx, { disableCookieCache: true });
  if (!found || found.user.status === 'suspended') throw refuse('UNAUTHORIZED', 'UNAUTHORIZED');
  const provenAt = new Date(found.session.provenAt ?? found.session.createdAt);
  if (!isProven({ session: { provenAt } }, new Date())) throw refuse('FORBIDDEN', 'PROOF_NEEDED');
  return found;
}

export function refuse(status: ConstructorParameters<typeof APIError>[0], code: string): APIError {
  return new APIError(status, { code, message: code });
}
