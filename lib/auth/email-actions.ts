'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { getDatabase } from '@/db';
import { check } from '@/lib/http';
import { actionIsUnderstood } from '@/lib/server/actions';
import { getServices } from '.';
import { agreeToEmailChange, askEmailChange, refuseEmailChange } from './email-change';
import { answerForm, type FormState, textOf } from './forms';
import { site } from './origin';
import { emailAddress } from './person';
import { requireProof } from './proof';
import { getSession, requireActionScope } from './session';
import { renewSessionCookie } from './session-cookie';
import { requireFromSite } from './site';

const form = z.object({ email: emailAddress });

/** Asks for another address to sign in with; what follows depends on whether mail can be sent. */
export async function askForEmail(_: FormState, data: FormData): Promise<FormState> {
  const typed = textOf(data, 'email').trim();
  return answerForm({ email: typed }, async () => {
    const now = new Date();
    const signedIn = await requireActionScope({ fresh: true });
    const { email } = check(form, { email: typed.toLowerCase() });
    requireProof(signedIn, now);
    const outcome = await askEmailChange(getServices(), signedIn, email, await headers(), now);
    if (outcome === 'asked') {
      return {
        done: `We have sent a letter to ${signedIn.user.email}. Open its link to go on. Until then nothing changes.`,
      };
    }
    await renewSessionCookie();
    return { done: `You sign in with ${email} from now on. Every other device is signed out.` };
  });
}

/** Agrees to what the link of a letter asks. The link is used up: what follows has a page of its own. */
export async function agreeToEmail(_: FormState, data: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    const sent = await headers();
    requireFromSite(site, sent);
    actionIsUnderstood();
    const reader = await getSession(sent, { fresh: true });
    const sessionOf = (userId: string) => (reader?.user.id === userId ? reader.session.id : null);
    const token = textOf(data, 'token');
    const now = new Date();
    const { step } = await agreeToEmailChange(getServices(), token, sessionOf, sent, now);
    if (reader && step === 'new') await renewSessionCookie();
    redirect(`/change-email?answered=${step}`);
  });
}

/** Ends a change that the reader of the letter did not ask for. */
export async function refuseEmail(_: FormState, data: FormData): Promise<FormState> {
  return answerForm({}, async () => {
    requireFromSite(site, await headers());
    actionIsUnderstood();
    await refuseEmailChange(getDatabase(), textOf(data, 'token'), new Date());
    redirect('/change-email?answered=no');
  });
}
