import type { ErrorBody } from '@/lib/http';
import { ProofNeeded } from './proof';

const signInAgain = {
  error: 'The time for this sign-in is over.',
  try_next: 'Sign in with your password again.',
};
const notThisPasskey = {
  error: 'This passkey does not open an account here. Nothing was changed.',
  try_next: 'Use another one, or sign in another way.',
};

/** Whether Better Auth calls a failure of the server (500) what a browser answered wrongly. */
export function isVisitorsFault({ code }: { code?: string }): boolean {
  return code === 'FAILED_TO_VERIFY_REGISTRATION';
}

/** Refusals about passkeys and codes, by Better Auth's error code. */
export const keyWords: Record<string, ErrorBody> = {
  PROOF_NEEDED: new ProofNeeded().body,
  CHALLENGE_NOT_FOUND: {
    error: 'The passkey came too late, or from another tab. Nothing was changed.',
    try_next: 'Try again.',
  },
  PASSKEY_NOT_FOUND: notThisPasskey,
  AUTHENTICATION_FAILED: notThisPasskey,
  FAILED_TO_VERIFY_REGISTRATION: {
    error: 'That passkey could not be taken. Nothing was changed.',
    try_next: 'Try again, or use another device.',
  },
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: {
    error: 'Somebody else is signed in now. No passkey was added.',
    try_next: 'Reload the page and try again.',
  },
  TOO_MANY_PASSKEYS: {
    error: 'You have 20 passkeys, which is the most there can be.',
    try_next: 'Remove one that you no longer use, then add this one.',
  },
  INVALID_TWO_FACTOR_COOKIE: signInAgain,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    error: 'That was too many wrong codes for one sign-in.',
    try_next: 'Sign in with your password again.',
  },
  INVALID_CODE: {
    error: 'That code is not right.',
    try_next: 'Write the six digits that your authenticator shows now.',
    field: 'code',
  },
  CODE_TRIED_BEFORE: {
    error: 'That code was tried before. Each one works once.',
    try_next: 'Wait for the next one.',
    field: 'code',
  },
  INVALID_BACKUP_CODE: {
    error: 'That is none of your backup codes, or it was used before.',
    try_next: 'Write one that you have not used yet.',
    field: 'code',
  },
};
