import { after } from 'next/server';
import { getDatabase } from '@/db';
import { env } from '@/lib/env';
import { logError } from '@/lib/log';
import { createMailer } from '@/lib/mail';
import { type Auth, createAuth } from './create';
import { site } from './origin';

/** Which ways in are open: without a mail server an address is neither confirmed nor recovered. */
export const ways = {
  mail: env.SMTP_URL !== undefined,
  google: env.GOOGLE_CLIENT_ID !== undefined,
  github: env.GITHUB_CLIENT_ID !== undefined,
};

let auth: Auth | undefined;

/** Better Auth on the app's database, made when it is first needed. */
export function getAuth(): Auth {
  auth ??= createAuth({
    db: getDatabase(),
    site,
    secret: env.BETTER_AUTH_SECRET,
    addressHeader: env.TRUSTED_PROXY_HEADER,
    google: keys(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
    github: keys(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET),
    sendMail: env.SMTP_URL ? createMailer(env.SMTP_URL, env.MAIL_FROM) : undefined,
    defer: (work) => after(work.catch((error) => logError('Work after an answer failed', error))),
  });
  return auth;
}

function keys(clientId: string | undefined, clientSecret: string | undefined) {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
