'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getDatabase } from '@/db';
import { createScope } from '@/lib/scope';
import { getAuth, ways } from '.';
import { askAuth } from './door';
import { answerForm, type FormState, passCookies, textOf } from './forms';
import { goOn } from './go-on';
import { codePath, safeNext } from './next-path';
import { site } from './origin';

/** Signs the person in and goes to where they wanted. */
export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email').trim();
  return answerForm({ email }, async () => {
    const response = await ask('/sign-in/email', { email, password: textOf(form, 'password') });
    const { user, twoFactorRedirect } = await response.json();
    if (twoFactorRedirect) redirect(codePath(textOf(form, 'next')));
    return goOn(createScope(getDatabase(), user.id), textOf(form, 'next'));
  });
}

/**
 * Makes an account. Where mail can be sent the answer is the same for an address that has one:
 * the letter tells its owner which it was.
 */
export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email').trim();
  const name = textOf(form, 'name').trim();
  return answerForm({ email, name }, async () => {
    await ask('/sign-up/email', { email, name, password: textOf(form, 'password') });
    if (!ways.mail) redirect(safeNext(textOf(form, 'next')));
    return { done: `We have sent a letter to ${email}. Open it to confirm the address.` };
  });
}

/** Sends a link for a new password, if the address has an account; the answer is the same. */
export async function requestReset(_: FormState, form: FormData): Promise<FormState> {
  const email = textOf(form, 'email').trim();
  return answerForm({ email }, async () => {
    await ask('/request-password-reset', { email });
    return {
      done: `If ${email} has an account, a letter with a link is on its way. The link works for one hour.`,
    };
  });
}

/** Sets a new password with the link's token, and signs out everywhere. */
export async function resetPassword(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const newPassword = textOf(form, 'password');
    await ask('/reset-password', { token: textOf(form, 'token'), newPassword });
    redirect('/sign-in?reset=1');
  });
}

/** Goes to Google or GitHub, which send the person back to where they wanted. */
export async function signInWith(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const response = await ask('/sign-in/social', {
      provider: textOf(form, 'provider'),
      callbackURL: safeNext(textOf(form, 'next')),
      errorCallbackURL: '/sign-in',
    });
    const { url } = await response.json();
    redirect(url);
  });
}

/** Signs this browser out. */
export async function signOut(): Promise<FormState> {
  return answerForm({}, async () => {
    await ask('/sign-out', {});
    redirect('/sign-in');
  });
}

async function ask(path: string, body: object) {
  const response = await askAuth(getAuth(), site, await headers(), path, body);
  await passCookies(response);
  return response;
}
