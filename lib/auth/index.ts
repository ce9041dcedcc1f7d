import { after } from 'next/server';
import { getDatabase } from '@/db';
import { env } from '@/lib/env';
import { logError } from '@/lib/log';
import { createMailer } from '@/lib/mail';
import { type Auth, createAuth } from './create';
import { site } from './origin';
import { createWatch, type Watch, type WatchOptions } from './watch';

/** Which ways in are open: without a mail server an address is neither confirmed nor recovered. */
export const ways = {
  mail: env.SMTP_URL !== undefined,
  google: env.GOOGLE_CLIENT_ID !== undefined,
  github: env.GITHUB_CLIENT_ID !== undefined,
};

let auth: Auth | undefined;
let watch: Watch | undefined;

/** Better Auth on the app's database, made when it is first needed. */
export function getAuth(): Auth {
  auth ??= createAuth({
    ...watchOptions(),
    secret: env.BETTER_AUTH_SECRET,
    google: keys(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
    github: keys(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET),
  });
  return auth;
}

/** The security activity of the app's accounts. */
export function getWatch(): Watch {
  watch ??= createWatch(watchOptions());
  return watch;
}

/** What the functions around Better Auth work with. */
export function getServices() {
  return { ...watchOptions(), auth: getAuth(), watch: getWatch() };
}

function watchOptions(): WatchOptions {
  return {
    db: getDatabase(),
    site,
    addressHeader: env.TRUSTED_PROXY_HEADER,
    sendMail: env.SMTP_URL ? createMailer(env.SMTP_URL, env.MAIL_FROM) : undefined,
    defer: (work) => after(work.catch((error) => logError('Work after an answer failed', error))),
  };
}

function keys(clientId: string | undefined, clientSecret: string | undefined) {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
