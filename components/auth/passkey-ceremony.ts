import { notReached } from '@/components/layout/not-reached';
import type { ErrorBody } from '@/lib/http';

/** What a ceremony came to: the server's answer, or a refusal in words. */
export type Outcome =
  | { ok: true; answer: Record<string, unknown> }
  | { ok: false; refusal: ErrorBody };

/** Signs in with a passkey that the browser offers; `autofill` waits until one is chosen in a field. */
export async function signInWithPasskey({ autofill = false } = {}): Promise<Outcome> {
  return getIt('/passkey/verify-authentication', autofill);
}

/** Shows that it is still the same person; the server remembers it for a quarter of an hour. */
export async function proveWithPasskey(): Promise<Outcome> {
  return getIt('/passkey/prove', false);
}

/** Makes a passkey for whoever is signed in. */
export async function addPasskey(): Promise<Outcome> {
  return makeIt('/passkey/verify-registration', () => ask('/passkey/generate-register-options'));
}

/** Makes an account that a passkey opens. */
export async function signUpWithPasskey(who: { name: string; email: string }): Promise<Outcome> {
  return makeIt('/sign-up/passkey', () => ask('/sign-up/passkey/options', who));
}

/** Whether this browser knows passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function';
}

async function getIt(path: string, useBrowserAutofill: boolean): Promise<Outcome> {
  return inWords(async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const asked = await ask('/passkey/generate-authenticate-options');
    if (!asked.ok) return asked;
    const response = await startAuthentication({
      // The server made it with the other half of this library.
      optionsJSON: asked.answer as unknown as Parameters<
        typeof startAuthentication
      >[0]['optionsJSON'],
      useBrowserAutofill,
    });
    return ask(path, { response });
  });
}

async function makeIt(path: string, options: () => Promise<Outcome>): Promise<Outcome> {
  return inWords(async () => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const asked = await options();
    if (!asked.ok) return asked;
    const response = await startRegistration({
      optionsJSON: asked.answer as unknown as Parameters<
        typeof startRegistration
      >[0]['optionsJSON'],
    });
    return ask(path, { response });
  });
}

/** Asks Saydo's door for sign-ins: with a body it is a POST. */
async function ask(path: string, body?: object): Promise<Outcome> {
  const answer = await fetch(`/api/auth${path}`, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => null);
  if (!answer) return { ok: false, refusal: lost() };
  const told: unknown = await answer.json().catch(() => null);
  if (!answer.ok) return { ok: false, refusal: isRefusal(told) ? told : lost() };
  return { ok: true, answer: typeof told === 'object' && told !== null ? { ...told } : {} };
}

/** What the browser throws, in words: mostly that the person, or the time, has ended it. */
async function inWords(ceremony: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await ceremony();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return { ok: false, refusal: refusals[name] ?? stopped };
  }
}

const stopped: ErrorBody = {
  error: 'The passkey was not used. Nothing has changed.',
  try_next: 'Try again when you are ready.',
};

const refusals: Record<string, ErrorBody> = {
  InvalidStateError: {
    error: 'This device has a passkey for your account already.',
    try_next: 'Use it to sign in, or add one on another device.',
  },
  SecurityError: {
    error: 'Passkeys do not work at this address.',
    try_next: 'Open Saydo at its own address, or sign in with your password.',
  },
  NotSupportedError: {
    error: 'This device can’t keep a passkey for Saydo.',
    try_next: 'Use another device or a security key.',
  },
};

function lost(): ErrorBody {
  const { error, try_next } = notReached();
  return { error, try_next };
}

function isRefusal(told: unknown): told is ErrorBody {
  return typeof told === 'object' && told !== null && 'error' in told && 'try_next' in told;
}
