'use server';

import { headers } from 'next/headers';
import { getDatabase } from '@/db';
import { type ErrorBody, HttpError } from '@/lib/http';
import { getAuth, getWatch } from '.';
import { answerForm, type FormState, textOf } from './forms';
import { listPasskeys } from './passkeys/list';
import { isProven } from './proof';
import { hasPassword, proveWithPassword } from './prove';
import { requireActionScope } from './session';

/** Whether the person has to confirm that it is them, and by what they can. */
export type ProofState = { needed: boolean; password: boolean; passkey: boolean };

/** Asked before what needs a proof. */
export async function readProof(): Promise<ProofState | { refusal: ErrorBody }> {
  try {
    const { user, session } = await requireActionScope({ fresh: true, counted: false });
    return {
      needed: !isProven({ session }, new Date()),
      password: await hasPassword(getDatabase(), user.id),
      passkey: (await listPasskeys(getDatabase(), user.id)).length > 0,
    };
  } catch (error) {
    if (error instanceof HttpError) return { refusal: error.body };
    throw error;
  }
}

/** Confirms with the password that it is them. */
export async function proveAgain(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const signedIn = await requireActionScope({ fresh: true, counted: false });
    const how = { auth: getAuth(), db: getDatabase(), watch: getWatch() };
    const password = textOf(form, 'currentPassword');
    await proveWithPassword(how, await headers(), signedIn, password, new Date());
    return { done: 'Confirmed.' };
  });
}
