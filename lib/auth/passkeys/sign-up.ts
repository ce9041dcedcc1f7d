import { generateRegistrationOptions } from '@simplewebauthn/server';
import type { GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, createEmailVerificationToken } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/db';
import { passkeys } from '@/db/schema';
import { emailAddress, personName } from '../person';
import type { Site } from '../site';
import { openChallenge, passkeyNameFor, refuse, takeChallenge, verifyNewPasskey } from './ceremony';
import { relyingPartyId } from './relying-party';
import { registrationResponse } from './responses';

const challenge = z.object({
  type: z.literal('sign-up'),
  expectedChallenge: z.string(),
  name: personName,
  email: emailAddress,
});

/**
 * An account without a password. First the browser makes the passkey, then the address is looked
 * up: what a stranger learns about it is what they learn by signing up with a password (0008).
 */
export function passkeySignUp(db: Database, site: Site) {
  return {
    passkeySignUpOptions: createAuthEndpoint(
      '/sign-up/passkey/options',
      { method: 'POST', body: z.object({ name: personName, email: emailAddress }) },
      async (ctx) => {
        const { name, email } = ctx.body;
        const options = await generateRegistrationOptions({
          rpName: 'Saydo',
          rpID: relyingPartyId(site),
          userName: email.toLowerCase(),
          userDisplayName: name,
          attestationType: 'none',
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        });
        await openChallenge(ctx, {
          type: 'sign-up',
          expectedChallenge: options.challenge,
          name,
          email: email.toLowerCase(),
        });
        return ctx.json(options);
      },
    ),
    signUpPasskey: createAuthEndpoint(
      '/sign-up/passkey',
      { method: 'POST', body: z.object({ response: registrationResponse }) },
      async (ctx) => {
        const { name, email, expectedChallenge } = await takeChallenge(ctx, challenge);
        const made = await verifyNewPasskey(ctx, site, expectedChallenge, ctx.body.response);
        const confirm = ctx.context.options.emailAndPassword?.requireEmailVerification === true;
        const known = await ctx.context.internalAdapter.findUserByEmail(email);
        if (known) {
          if (!confirm)
            throw refuse('UNPROCESSABLE_ENTITY', 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL');
          const tell = ctx.context.options.emailAndPassword?.onExistingUserSignUp;
          if (tell) await later(ctx, tell({ user: known.user }, ctx.request));
          return ctx.json({ confirm });
        }
        const taken = await db.$count(passkeys, eq(passkeys.credentialID, made.credential.id));
        if (taken > 0) throw refuse('BAD_REQUEST', 'FAILED_TO_VERIFY_REGISTRATION');
        const user = await ctx.context.internalAdapter.createUser(
          { name, email, emailVerified: false },
          { method: 'passkey' },
        );
        try {
          await db.insert(passkeys).values({
            name: passkeyNameFor(made.aaguid, ctx.headers),
            userId: user.id,
            credentialID: made.credential.id,
            publicKey: Buffer.from(made.credential.publicKey).toString('base64'),
            counter: made.credential.counter,
            deviceType: made.credentialDeviceType,
            backedUp: made.credentialBackedUp,
            transports: ctx.body.response.response.transports.join(','),
            aaguid: made.aaguid,
          });
        } catch (error) {
          // An account that nothing opens would only keep its owner from signing up.
          await ctx.context.internalAdapter.deleteUser(user.id);
          throw error;
        }
        if (confirm) {
          await sendConfirmation(ctx, user);
        } else {
          const session = await ctx.context.internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
        }
        return ctx.json({ confirm });
      },
    ),
  };
}

type Addressee = Parameters<
  NonNullable<
    NonNullable<
      GenericEndpointContext['context']['options']['emailVerification']
    >['sendVerificationEmail']
  >
>[0]['user'];

/** Sends the letter that confirms the address, as a sign-up with a password does. */
export async function sendConfirmation(ctx: GenericEndpointContext, user: Addressee) {
  const settings = ctx.context.options.emailVerification;
  if (!settings?.sendVerificationEmail) return;
  const token = await createEmailVerificationToken(
    ctx.context.secret,
    user.email,
    undefined,
    settings.expiresIn,
    { userId: user.id },
  );
  await later(ctx, settings.sendVerificationEmail({ user, url: '', token }, ctx.request));
}

/** After the answer where that can be, so that its length tells nothing. */
async function later(ctx: GenericEndpointContext, work: Promise<unknown> | unknown) {
  await ctx.context.runInBackgroundOrAwait(Promise.resolve(work));
}
