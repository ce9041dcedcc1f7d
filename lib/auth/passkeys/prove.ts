import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/db';
import { passkeys } from '@/db/schema';
import { noteKeyChange } from '../key-changes';
import { markProven } from '../proven-at';
import type { Site } from '../site';
import type { Watch } from '../watch';
import { refuse, takeChallenge } from './ceremony';
import { expectedOrigin, relyingPartyId } from './relying-party';
import { authenticationResponse } from './responses';

const challenge = z.object({
  type: z.literal('authentication'),
  expectedChallenge: z.string(),
  userData: z.object({ id: z.string() }),
});

/** Somebody who is signed in shows with a passkey of theirs that it is them (lib/auth/proof.ts). */
export function proveWithPasskey(db: Database, site: Site, watch: Watch) {
  return {
    proveWithPasskey: createAuthEndpoint(
      '/passkey/prove',
      { method: 'POST', body: z.object({ response: authenticationResponse }) },
      async (ctx) => {
        const signedIn = await getSessionFromCtx(ctx, { disableCookieCache: true });
        if (!signedIn) throw refuse('UNAUTHORIZED', 'UNAUTHORIZED');
        const { expectedChallenge, userData } = await takeChallenge(ctx, challenge);
        const [passkey] = await db
          .select()
          .from(passkeys)
          .where(
            and(
              eq(passkeys.userId, signedIn.user.id),
              eq(passkeys.credentialID, ctx.body.response.id),
            ),
          );
        if (!passkey || userData.id !== signedIn.user.id) {
          throw refuse('UNAUTHORIZED', 'PASSKEY_NOT_FOUND');
        }
        const result = await verifyAuthenticationResponse({
          // Its shape was checked; the browser's own type says more than is used.
          response: ctx.body.response as AuthenticationResponseJSON,
          expectedChallenge,
          expectedOrigin: expectedOrigin(site, ctx.headers),
          expectedRPID: relyingPartyId(site),
          requireUserVerification: true,
          credential: {
            id: passkey.credentialID,
            publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64')),
            counter: passkey.counter,
          },
        }).catch(() => null);
        if (!result?.verified) throw refuse('UNAUTHORIZED', 'AUTHENTICATION_FAILED');
        await db
          .update(passkeys)
          .set({ counter: result.authenticationInfo.newCounter })
          .where(eq(passkeys.id, passkey.id));
        await markProven(db, signedIn, new Date());
        const headers = ctx.headers ?? new Headers();
        await noteKeyChange(watch, 'proved_again', { userId: signedIn.user.id, headers });
        return ctx.json({ proven: true });
      },
    ),
  };
}
