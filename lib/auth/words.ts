import { type ErrorBody, Forbidden, TooManyRequests, Unauthorized } from '@/lib/http';
import { keyWords } from './key-words';

/** Better Auth's refusals in Saydo's words. `code` is its error code. */
export function describeRefusal(
  status: number,
  { code, message }: { code?: string | undefined; message?: string | undefined },
  retryAfter?: number,
): ErrorBody {
  if (status === 429) return new TooManyRequests(retryAfter ?? 60).body;
  if (code === 'VALIDATION_ERROR') return describeField(message ?? '');
  return (
    words[code ?? ''] ??
    (status >= 500
      ? { error: 'Something went wrong on our side.', try_next: 'Try again in a moment.' }
      : { error: 'That did not work.', try_next: 'Check what you wrote and try again.' })
  );
}

const weak = (error: string): ErrorBody => ({
  error,
  try_next: 'Choose another one: a few words that do not belong together are good.',
  field: 'password',
});

const words: Record<string, ErrorBody> = {
  INVALID_EMAIL_OR_PASSWORD: {
    error: 'That e-mail and password do not belong together.',
    try_next: 'Check both and try again.',
  },
  INVALID_EMAIL: {
    error: 'Write an e-mail address, like ada@example.com.',
    try_next: 'Correct the address.',
    field: 'email',
  },
  INVALID_PASSWORD: {
    error: 'That is not your password.',
    try_next: 'Write the password you sign in with now.',
    field: 'currentPassword',
  },
  PASSWORD_TOO_SHORT: {
    error: 'A password has at least 8 characters.',
    try_next: 'Choose a longer one.',
    field: 'password',
  },
  PASSWORD_TOO_LONG: {
    error: 'A password has at most 128 characters.',
    try_next: 'Choose a shorter one.',
    field: 'password',
  },
  PASSWORD_COMMON: weak('This is one of the passwords that are tried first, or close to one.'),
  PASSWORD_PERSONAL: weak(
    'This password is made of your name, your address or the name of this place.',
  ),
  PASSWORD_KEYS: weak('This password follows the keys of the keyboard.'),
  PASSWORD_REPEATS: weak('This password repeats something, or counts up.'),
  PASSWORD_DATE: weak('This password is little more than a date.'),
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    error: 'This address already has an account.',
    try_next: 'Sign in with it, or use another address.',
    field: 'email',
  },
  EMAIL_NOT_VERIFIED: {
    error: 'Your address is not confirmed yet. We have just sent you the link again.',
    try_next: 'Open the letter, confirm the address, then sign in.',
  },
  ACCOUNT_SUSPENDED: {
    error: 'This account is suspended.',
    try_next: 'Ask whoever runs this Saydo.',
  },
  INVALID_TOKEN: {
    error: 'This link was used already, or its hour is over.',
    try_next: 'Ask for a new one.',
  },
  TOKEN_EXPIRED: {
    error: 'The hour of this link is over.',
    try_next: 'Sign in with your password: a new link is sent to you.',
  },
  CREDENTIAL_ACCOUNT_NOT_FOUND: {
    error: 'This account has no password: you sign in with Google or GitHub.',
    try_next: 'Sign in with them as before.',
  },
  RESET_PASSWORD_DISABLED: {
    error: 'This Saydo sends no mail, so it cannot reset a password.',
    try_next: 'Ask whoever runs this Saydo.',
  },
  ...keyWords,
  UNAUTHORIZED: new Unauthorized().body,
  INVALID_ORIGIN: new Forbidden().body,
  MISSING_OR_NULL_ORIGIN: new Forbidden().body,
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: new Forbidden().body,
  INVALID_CALLBACK_URL: new Forbidden().body,
};

/** What the sign-in page says after Google or GitHub sent the person back with `?error=`. */
export function describeSignInError(error: string): string {
  if (error === 'TOKEN_EXPIRED' || error === 'INVALID_TOKEN') {
    return 'That link no longer works. Sign in with your password: a new one is sent to you.';
  }
  if (error === 'account_not_linked') {
    return 'This address already has an account with a password. Sign in with the password.';
  }
  if (error === 'ACCOUNT_SUSPENDED')
    return 'This account is suspended. Ask whoever runs this Saydo.';
  if (error === 'access_denied') return 'The sign-in was cancelled. Nothing has changed.';
  return 'The sign-in did not work. Try again, or use another way to sign in.';
}

/** `[body.email] Invalid email address; ...` is how Better Auth names a wrong field. */
function describeField(message: string): ErrorBody {
  const [, field, text] = /^\[body\.(\w+)\] ([^;]*)/.exec(message) ?? [];
  if (field === 'email') return { ...describeRefusal(400, { code: 'INVALID_EMAIL' }) };
  if (!field || !text) {
    return { error: 'The request is malformed.', try_next: 'Check what you wrote and try again.' };
  }
  return { error: text, try_next: `Correct "${field}" and send it again.`, field };
}
