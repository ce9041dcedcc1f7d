import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Database } from '@/db';
import { noteKeyChange } from '../key-changes';
import { heldDevice } from '../known-devices';
import type { Site } from '../site';
import { requireTurn } from '../turns';
import type { Watch } from '../watch';
import { tidyBackupCode, tidyCode } from './codes';
import { countCode, spendCode } from './limits';

type Options = { db: Database; site: Site; watch: Watch };

const verify = { code: '/two-factor/verify-totp', backup: '/two-factor/verify-backup-code' };

/** How often codes may be tried from one address. */
export const twoFactorLimits = {
  [verify.code]: { window: 60, max: 10 },
  [verify.backup]: { window: 60, max: 10 },
};

/** Better Auth's second step after the password. How often is counted by our own rules (limits.ts). */
export function twoFactorPlugin() {
  return twoFactor({
    issuer: 'Saydo',
    accountLockout: { enabled: false },
    backupCodeOptions: { storeBackupCodes: 'encrypted' },
  });
}

/** Who may try a code, how often, and what is kept of it. */
export function twoFactorRules({ db, site, watch }: Options) {
  const matcher = ({ path }: { path?: string }) => path === verify.code || path === verify.backup;
  return {
    id: 'saydo-two-factor',
    hooks: {
      before: [
        {
          matcher,
          handler: createAuthMiddleware(async (ctx) => {
            const userId = await challengedUser(ctx);
            // Without a limit of its own, a session would be a place to guess codes at.
            if (!userId || (await getSessionFromCtx(ctx))) {
              throw new APIError('UNAUTHORIZED', { code: 'INVALID_TWO_FACTOR_COOKIE' });
            }
            const now = new Date();
            const device = await heldDevice(db, site, userId, (name) => ctx.getCookie(name));
            requireTurn(await countCode(db, userId, device, now));
            const typed = typeof ctx.body?.code === 'string' ? ctx.body.code.slice(0, 100) : '';
            const isBackup = ctx.path === verify.backup;
            const code = isBackup ? tidyBackupCode(typed) : tidyCode(typed);
            if (!isBackup && !(await spendCode(db, userId, code, now))) {
              throw new APIError('UNAUTHORIZED', { code: 'CODE_TRIED_BEFORE' });
            }
            // No device is trusted without a code, and no answer comes without a session.
            return { context: { body: { code, trustDevice: false, disableSession: false } } };
          }),
        },
      ],
      after: [
        {
          matcher,
          handler: createAuthMiddleware(async (ctx) => {
            const { returned, newSession } = ctx.context;
            const headers = ctx.headers ?? new Headers();
            if (isAPIError(returned)) {
              const code = String(returned.body?.code);
              if (code !== 'INVALID_CODE' && code !== 'INVALID_BACKUP_CODE') return;
              const userId = await challengedUser(ctx);
              if (!userId) return;
              await noteKeyChange(watch, 'two_factor_failed', { userId, headers });
            } else if (newSession && ctx.path === verify.backup) {
              const userId = newSession.user.id;
              await noteKeyChange(watch, 'backup_code_used', { userId, headers });
            }
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** Who has given the right password in this browser, and is asked for a code now. */
async function challengedUser(ctx: GenericEndpointContext): Promise<string | null> {
  const cookie = ctx.context.createAuthCookie('two_factor');
  const challenge = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
  if (!challenge) return null;
  const row = await ctx.context.internalAdapter.findVerificationValue(challenge);
  return row && row.expiresAt > new Date() ? row.value : null;
}
