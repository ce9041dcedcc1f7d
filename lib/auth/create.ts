import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { isAPIError } from 'better-auth/api';
import { nextCookies } from 'better-auth/next-js';
import { v7 as uuidv7 } from 'uuid';
import * as schema from '@/db/schema';
import { logError } from '@/lib/log';
import * as letters from '@/lib/mail/letters';
import { takeTurn } from '@/lib/rate-limit';
import { afterNewPassword, watchAccounts } from './account-watch';
import { socketAddressHeader } from './client-address';
import { passwordLength } from './fields';
import { finishAnswers, guardRequests } from './guards';
import { confirmEmail, rememberActivity, tidyName } from './hooks';
import { passkeyLimits, passkeyPlugin, passkeyRules } from './passkeys/plugin';
import { ownOrigins, type Site } from './site';
import { refuseSuspended } from './suspended';
import { twoFactorLimits, twoFactorPlugin, twoFactorRules } from './two-factor/plugin';
import { createWatch, type WatchOptions } from './watch';

type Keys = { clientId: string; clientSecret: string };

/** Where no `sendMail` is, there is no confirmation and no reset either. */
export type AuthOptions = WatchOptions & {
  secret: string;
  google?: Keys | undefined;
  github?: Keys | undefined;
};

const HOUR = 60 * 60;
const MONTH = 30 * 24 * HOUR;
/** How long a revoked session may still be believed (docs/decisions/0007). */
const BELIEVED_FOR = 60;

/** Better Auth, set up for Saydo on one database. */
export function createAuth({ db, site, sendMail, defer, ...options }: AuthOptions) {
  const send = (to: string, letter: letters.Letter) =>
    sendMail
      ? sendMail(to, letter).catch((error) => logError('A letter could not be sent', error))
      : Promise.resolve();
  const watch = createWatch({ db, site, sendMail, defer, addressHeader: options.addressHeader });

  const keys = { db, site, watch };

  return betterAuth({
    appName: 'Saydo',
    baseURL: site.url,
    secret: options.secret,
    trustedOrigins: (request) => (request ? ownOrigins(site, request.headers) : []),
    database: drizzleAdapter(db, { provider: 'pg', usePlural: true, schema, transaction: true }),
    user: {
      additionalFields: {
        timeZone: { type: 'string', required: false, input: false },
        status: { type: 'string', required: false, input: false },
      },
    },
    session: {
      expiresIn: MONTH,
      updateAge: HOUR,
      freshAge: HOUR / 4,
      cookieCache: { enabled: true, maxAge: BELIEVED_FOR },
      additionalFields: {
        provenAt: { type: 'date', required: false, input: false, defaultValue: () => new Date() },
      },
    },
    account: { encryptOAuthTokens: true },
    // What opens an account by letter stands in the database as a hash: a leaked row opens nothing.
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      requireEmailVerification: sendMail !== undefined,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: HOUR,
      // A sign-up with a known address is answered with a made-up user: no field may differ.
      customSyntheticUser: ({ coreFields, id }) => ({
        ...coreFields,
        timeZone: null,
        status: 'active',
        id,
      }),
      ...(sendMail && {
        sendResetPassword: async (
          { user, token }: { user: { id: string; email: string }; token: string },
          request?: Request,
        ) => {
          await watch.note(user.id, 'password_reset_asked', headersOf(request), new Date());
          await send(
            user.email,
            letters.resetPassword(`${site.url}/reset-password?token=${token}`),
          );
        },
        onExistingUserSignUp: ({ user }: { user: { email: string } }) =>
          send(user.email, letters.alreadyHasAccount(`${site.url}/forgot-password`)),
        onPasswordReset: async ({ user }: { user: { id: string } }, request?: Request) => {
          await confirmEmail(db, user.id);
          await afterNewPassword(
            { db, watch, site },
            'password_reset',
            user.id,
            headersOf(request),
          );
        },
      }),
    },
    ...(sendMail && {
      emailVerification: {
        sendOnSignUp: true,
        sendOnSignIn: true,
        expiresIn: HOUR,
        // Signing in by the letter would let a stranger plant an account under someone's address.
        autoSignInAfterVerification: false,
        sendVerificationEmail: ({ user, token }: { user: { email: string }; token: string }) =>
          send(user.email, letters.confirmAddress(verificationUrl(site, token))),
      },
    }),
    socialProviders: {
      ...(options.google && { google: options.google }),
      ...(options.github && { github: options.github }),
    },
    rateLimit: {
      enabled: true,
      window: 10,
      max: 100,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/sign-up/email': { window: 300, max: 10 },
        '/request-password-reset': { window: 300, max: 5 },
        '/send-verification-email': { window: 300, max: 5 },
        '/reset-password': { window: 300, max: 10 },
        '/change-password': { window: 300, max: 10 },
        ...passkeyLimits,
        ...twoFactorLimits,
      },
      customStorage: { consume: (key, rule) => takeTurn(db, key, rule, new Date()) },
    },
    advanced: {
      cookiePrefix: 'saydo',
      // Said in so many words, because Better Auth leaves both out where it sees a test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      useSecureCookies: site.url.startsWith('https:'),
      database: { generateId: () => uuidv7() },
      backgroundTasks: { handler: defer },
      // Never what Better Auth would take by itself, x-forwarded-for, which anybody can send.
      ipAddress: { ipAddressHeaders: [options.addressHeader ?? socketAddressHeader] },
    },
    hooks: { before: guardRequests(db, site, options.addressHeader), after: finishAnswers },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => ({ data: { ...user, name: tidyName(user) } }),
          after: (user, ctx) => watch.note(user.id, 'signed_up', headersOf(ctx), new Date()),
        },
      },
      session: {
        create: {
          before: refuseSuspended,
          after: (session) => rememberActivity(db, session.userId),
        },
        update: { after: (session) => rememberActivity(db, session.userId) },
        delete: {
          after: async ({ userId }, ctx) => {
            if (ctx?.path !== '/sign-out') return;
            await watch.note(userId, 'signed_out', headersOf(ctx), new Date());
          },
        },
      },
    },
    onAPIError: {
      errorURL: `${site.url}/sign-in`,
      onError: (error) => {
        // A refusal is the visitor's to read; only a failure is worth a line in the log.
        if (!isAPIError(error) || error.statusCode >= 500) logError('Better Auth failed', error);
      },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // A message may repeat what a visitor sent: it stays on its line.
      log: (_, message, ...details) =>
        logError(
          message.replace(/\p{Cc}+/gu, ' '),
          details.find((detail) => detail instanceof Error) ?? 'refused by Better Auth',
        ),
    },
    plugins: [
      passkeyPlugin(keys),
      passkeyRules(keys),
      twoFactorPlugin(),
      twoFactorRules(keys),
      // After every plugin that signs in or holds a sign-in up.
      watchAccounts({ db, watch, site }),
      // The last, as it passes on what the others set.
      nextCookies(),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Where an answer is made without a request, nothing is known of where somebody is. */
function headersOf(from: { headers?: Headers | undefined } | null | undefined): Headers {
  return from?.headers ?? new Headers();
}

function verificationUrl(site: Site, token: string) {
  const back = encodeURIComponent('/sign-in?confirmed=1');
  return `${site.url}/api/auth/verify-email?token=${token}&callbackURL=${back}`;
}
