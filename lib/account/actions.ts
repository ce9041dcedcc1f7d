'use server';

import { refresh } from 'next/cache';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getDatabase } from '@/db';
import { getAuth } from '@/lib/auth';
import { signOutDevice, signOutElsewhere } from '@/lib/auth/devices';
import { askAuth } from '@/lib/auth/door';
import { answerForm, type FormState, passCookies, textOf } from '@/lib/auth/forms';
import { deviceCookie, forgetDevices } from '@/lib/auth/known-devices';
import { noteHere } from '@/lib/auth/note-here';
import { site } from '@/lib/auth/origin';
import { requireActionScope } from '@/lib/auth/session';
import { renewSessionCookie } from '@/lib/auth/session-cookie';
import { check, HttpError, NotFound } from '@/lib/http';
import { uuid } from '@/lib/ids';
import { confirmDeletion, deleteAccount } from './delete';
import {
  type BrowserHabits,
  browserHabits,
  getPreferences,
  type PreferencesPatch,
  preferencesPatch,
  savePreferences,
  storeFirstVisit,
} from './preferences';
import { rememberTheme } from './theme';

/** Saves what the patch names. A wrong value is refused with its field. */
export async function changePreferences(patch: PreferencesPatch): Promise<FormState> {
  return answerForm({}, async () => {
    const { scope } = await requireActionScope({ fresh: true });
    const checked = check(preferencesPatch, patch);
    await savePreferences(scope, checked);
    if (checked.theme) rememberTheme(await cookies(), checked.theme);
    if (checked.name || checked.timeZone) await renewSessionCookie();
    // What the page and its frame show was made with the old ones.
    refresh();
    return { done: 'Saved.' };
  });
}

/**
 * Takes what a browser knows on the first visit: the time zone, the week's start and the order of
 * dates, where no zone is stored yet. Gives it the stored theme in return. Somebody who signed out
 * meanwhile is not greeted.
 */
export async function greetBrowser(habits: BrowserHabits) {
  const signedIn = await requireActionScope({ quiet: true }).catch((error: unknown) => {
    if (error instanceof HttpError) return null;
    throw error;
  });
  if (!signedIn) return;
  const { scope } = signedIn;
  const known = browserHabits.safeParse(habits);
  if (known.success) await storeFirstVisit(scope, known.data);
  rememberTheme(await cookies(), (await getPreferences(scope)).theme);
  await renewSessionCookie();
}

/** Changes the password and signs every other device out. */
export async function changePassword(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const response = await askAuth(getAuth(), site, await headers(), '/change-password', {
      currentPassword: textOf(form, 'currentPassword'),
      newPassword: textOf(form, 'password'),
      revokeOtherSessions: true,
    });
    await passCookies(response);
    return { done: 'Your password is changed. Every other device is signed out.' };
  });
}

/** Signs one device out, named by its id. */
export async function revokeDevice(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const { user } = await requireActionScope({ fresh: true, counted: false });
    const id = check(uuid, textOf(form, 'id'));
    if (!(await signOutDevice(getDatabase(), user.id, id))) throw new NotFound('device');
    await forgetOthers(user.id);
    refresh();
    return { done: 'That device is signed out.' };
  });
}

/** Signs every device out but this one. */
export async function revokeOtherDevices(): Promise<FormState> {
  return answerForm({}, async () => {
    const { user, session } = await requireActionScope({ fresh: true, counted: false });
    await signOutElsewhere(getDatabase(), { userId: user.id, sessionId: session.id });
    await forgetOthers(user.id);
    refresh();
    return { done: 'Every other device is signed out.' };
  });
}

/** Deletes the account and everything in it, once the person has confirmed it. */
export async function deleteMyAccount(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const signedIn = await requireActionScope({ fresh: true, counted: false });
    confirmDeletion(signedIn, { words: textOf(form, 'confirmation') }, new Date());
    await deleteAccount(getDatabase(), signedIn.user.id);
    await passCookies(await askAuth(getAuth(), site, await headers(), '/sign-out', {}));
    redirect('/sign-in?deleted=1');
  });
}

/**
 * Who is signed out by the person may be a thief: no browser but this one is known any more. The
 * person's own are new ones once, when they sign in there again.
 */
async function forgetOthers(userId: string) {
  const kept = (await cookies()).get(deviceCookie(site, userId))?.value;
  await forgetDevices(getDatabase(), userId, kept);
  await noteHere(userId, 'device_signed_out');
}
