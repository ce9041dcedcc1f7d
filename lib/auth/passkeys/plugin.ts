import { passkey } from '@better-auth/passkey';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Database } from '@/db';
import { passkeys, users } from '@/db/schema';
import { secretKey, takeTurn } from '@/lib/rate-limit';
import { noteKeyChange } from '../key-changes';
import type { Site } from '../site';
import { lettersToOne } from '../turns';
import type { Watch } from '../watch';
import { passkeyNameFor, refuse, requireProvenSession } from './ceremony';
import { proveWithPasskey } from './prove';
import { challengeCookie, MOST_PASSKEYS, relyingPartyId } from './relying-party';
import { authenticationResponse, registrationResponse } from './responses';
import { passkeySignUp, sendConfirmation } from './sign-up';

type Options = { db: Database; site: Site; watch: Watch };

/** How often each way may be asked for from one address. */
export const passkeyLimits = {
  '/passkey/generate-authenticate-options': { window: 60, max: 60 },
  '/passkey/verify-authentication': { window: 60, max: 20 },
  '/passkey/prove': { window: 60, max: 20 },
  '/passkey/generate-register-options': { window: 300, max: 30 },
  '/passkey/verify-registration': { window: 300, max: 30 },
  '/sign-up/passkey/options': { window: 300, max: 20 },
  '/sign-up/passkey': { window: 300, max: 10 },
};

/** Passkeys as Better Auth makes them, bound to this site, its owner's proof and their screen lock. */
export function passkeyPlugin({ db, site }: Omit<Options, 'watch'>) {
  return passkey({
    rpID: relyingPartyId(site),
    rpName: 'Saydo',
    origin: site.isSet ? site.url : null,
    // The key itself says whose it is, so that nobody types an address.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    advanced: { webAuthnChallengeCookie: challengeCookie },
    registration: {
      // The guard below asks for a session and a proof: Better Auth would ask for a young session.
      requireSession: false,
      afterVerification: async ({ ctx, verification }) => {
        const info = verification.registrationInfo;
        if (!info?.userVerified) throw refuse('BAD_REQUEST', 'FAILED_TO_VERIFY_REGISTRATION');
        return { userId: '', name: passkeyNameFor(info.aaguid, ctx.headers) };
      },
    },
    authentication: {
      afterVerification: async ({ ctx, verification, clientData }) => {
        if (!verification.authenticationInfo.userVerified) {
          throw refuse('UNAUTHORIZED', 'AUTHENTICATION_FAILED');
        }
        await requireConfirmed(db, ctx, clientData.id);
      },
    },
  });
}

/** What Saydo adds: signing up, proving again, who may, and what the answers say. */
export function passkeyRules({ db, site, watch }: Options) {
  return {
    id: 'saydo-passkeys',
    endpoints: { ...passkeySignUp(db, site), ...proveWithPasskey(db, site, watch) },
    hooks: {
      before: [
        {
          matcher: ({ path }) => path?.startsWith('/passkey/') ?? false,
          handler: createAuthMiddleware(async (ctx) => guard(db, ctx)),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path?.startsWith('/passkey/') ?? false,
          handler: createAuthMiddleware(async (ctx) => {
            const { returned } = ctx.context;
            if (!isRecord(returned)) return;
            if (ctx.path === '/passkey/generate-authenticate-options') {
              return ctx.json({ ...returned, userVerification: 'required' });
            }
            if (ctx.path !== '/passkey/verify-registration') return;
            await noteKeyChange(watch, 'passkey_added', {
              userId: String(returned.userId),
              headers: ctx.headers ?? new Headers(),
            });
            return ctx.json({ id: returned.id, name: returned.name });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** Checks shapes before anything is looked up, and who adds a passkey. */
async function guard(db: Database, ctx: GenericEndpointContext) {
  if (ctx.path === '/passkey/verify-authentication') {
    return { context: { body: { response: shaped(authenticationResponse, ctx.body?.response) } } };
  }
  const isNew = ctx.path === '/passkey/verify-registration';
  if (!isNew && ctx.path !== '/passkey/generate-register-options') return;
  const { user } = await requireProvenSession(ctx);
  if ((await db.$count(passkeys, eq(passkeys.userId, user.id))) >= MOST_PASSKEYS) {
    throw refuse('CONFLICT', 'TOO_MANY_PASSKEYS');
  }
  if (!isNew) return;
  const response = shaped(registrationResponse, ctx.body?.response);
  // A passkey is added to the session that there is, under the name that its maker gives it.
  return { context: { body: { response, createSession: false, name: '' } } };
}

function shaped<Schema extends z.ZodType>(schema: Schema, response: unknown): z.output<Schema> {
  const checked = schema.safeParse(response);
  if (!checked.success) throw refuse('BAD_REQUEST', 'FAILED_TO_VERIFY_REGISTRATION');
  return checked.data;
}

/** Where addresses are confirmed by letter, nobody comes in before; the letter is sent again. */
async function requireConfirmed(db: Database, ctx: GenericEndpointContext, credentialID: string) {
  if (!ctx.context.options.emailAndPassword?.requireEmailVerification) return;
  const [owner] = await db
    .select({ user: users })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.credentialID, credentialID));
  if (!owner || owner.user.emailVerified) return;
  const key = secretKey('letter', owner.user.email);
  const turn = await takeTurn(db, key, lettersToOne, new Date());
  if (turn.allowed) await sendConfirmation(ctx, owner.user);
  throw refuse('FORBIDDEN', 'EMAIL_NOT_VERIFIED');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof APIError);
}
