'use server';

import { headers } from 'next/headers';
import { getDatabase } from '@/db';
import { createScope } from '@/lib/scope';
import { getAuth, getWatch } from '..';
import { askAuth } from '../door';
import { answerForm, type FormState, passCookies, textOf } from '../forms';
import { goOn } from '../go-on';
import { type KeyChange, noteKeyChange } from '../key-changes';
import { site } from '../origin';
import { requireProof } from '../proof';
import { requireActionScope, type SignedIn } from '../session';
import { tidyCode } from './codes';
import {
  beginAuthenticator,
  confirmAuthenticator,
  makeBackupCodes,
  readBegun,
  turnOffTwoFactor,
} from './manage';
import { describeSetup } from './setup';
import type { TwoFactorState } from './view';

/** The second step of signing in: a code of the authenticator, or one of the backup codes. */
export async function signInWithCode(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async (): Promise<TwoFactorState> => {
    const path = textOf(form, 'kind') === 'backup' ? 'verify-backup-code' : 'verify-totp';
    const response = await askAuth(getAuth(), site, await headers(), `/two-factor/${path}`, {
      code: textOf(form, 'code'),
    });
    await passCookies(response);
    const { user } = await response.json();
    return goOn(createScope(getDatabase(), user.id), textOf(form, 'next'));
  });
}

/** Makes a key for an authenticator. Nothing is asked for until its first code is confirmed. */
export async function startAuthenticator(): Promise<TwoFactorState> {
  return answerForm({}, async (): Promise<TwoFactorState> => {
    const { user } = await requireProven();
    const secret = await beginAuthenticator(keeper(), user.id);
    return { setup: describeSetup(secret, user.email) };
  });
}

/** Turns the second step on, and shows the backup codes this once. */
export async function finishAuthenticator(
  _: TwoFactorState,
  form: FormData,
): Promise<TwoFactorState> {
  return answerForm({}, async (): Promise<TwoFactorState> => {
    const { user } = await requireProven();
    const code = tidyCode(textOf(form, 'code'));
    // Without scripts the answer is a page of its own: the key stays on it.
    const setup = describeSetup(await readBegun(keeper(), user.id), user.email);
    const answer: TwoFactorState = await answerForm(
      {},
      async (): Promise<TwoFactorState> => ({
        codes: await confirmAuthenticator(keeper(), user.id, code, new Date()),
      }),
    );
    if (!answer.codes) return { ...answer, setup };
    await note('two_factor_on', user.id);
    return { ...answer, done: 'Codes are on. The next sign-in with your password asks for one.' };
  });
}

/** Ten other backup codes. */
export async function renewBackupCodes(): Promise<TwoFactorState> {
  return answerForm({}, async (): Promise<TwoFactorState> => {
    const { user } = await requireProven();
    const codes = await makeBackupCodes(keeper(), user.id);
    await note('backup_codes_made', user.id);
    return { codes, done: 'The old backup codes no longer work.' };
  });
}

/** From now on the password alone signs in. */
export async function stopTwoFactor(): Promise<FormState> {
  return answerForm({}, async (): Promise<TwoFactorState> => {
    const { user } = await requireProven();
    await turnOffTwoFactor(getDatabase(), user.id);
    await note('two_factor_off', user.id);
    return { done: 'Codes are off. Your password alone signs you in.' };
  });
}

async function requireProven(): Promise<SignedIn> {
  const signedIn = await requireActionScope({ fresh: true });
  requireProof(signedIn, new Date());
  return signedIn;
}

function keeper() {
  return { auth: getAuth(), db: getDatabase() };
}

async function note(kind: KeyChange, userId: string) {
  await noteKeyChange(getWatch(), kind, { userId, headers: await headers() });
}
