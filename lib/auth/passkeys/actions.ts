'use server';

import { headers } from 'next/headers';
import { getDatabase } from '@/db';
import { check } from '@/lib/http';
import { uuid } from '@/lib/ids';
import { getWatch } from '..';
import { answerForm, type FormState, textOf } from '../forms';
import { goOn } from '../go-on';
import { noteKeyChange } from '../key-changes';
import { requireProof } from '../proof';
import { requireActionScope } from '../session';
import { passkeyName, removePasskey, renamePasskey } from './list';

/** After a passkey has signed the person in: their theme, and on to where they wanted. */
export async function settleIn(next: string): Promise<FormState> {
  return answerForm({}, async () => {
    const { scope } = await requireActionScope({ beforeSignIn: true });
    return goOn(scope, next);
  });
}

/** Gives one of the person's passkeys another name. */
export async function renameMyPasskey(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({ name: textOf(form, 'name') }, async () => {
    const { user } = await requireActionScope({ fresh: true });
    const name = check(passkeyName, textOf(form, 'name'));
    await renamePasskey(getDatabase(), user.id, check(uuid, textOf(form, 'id')), name);
    return { done: 'Renamed.' };
  });
}

/** Takes a passkey away from the account; the last way in stays. */
export async function removeMyPasskey(_: FormState, form: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const signedIn = await requireActionScope({ fresh: true, counted: false });
    requireProof(signedIn, new Date());
    const { user } = signedIn;
    await removePasskey(getDatabase(), user.id, check(uuid, textOf(form, 'id')));
    await noteKeyChange(getWatch(), 'passkey_removed', {
      userId: user.id,
      headers: await headers(),
    });
    return { done: 'The passkey no longer opens your account.' };
  });
}
