import { encode } from 'uqr';
import { keyOf, keyUri } from './totp';
import type { Setup } from './view';

/** The secret as an authenticator takes it: to be scanned, or typed. */
export function describeSetup(secret: string, email: string): Setup {
  const { size, data } = encode(keyUri(secret, email), { ecc: 'M', border: 2 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return {
    key:
      keyOf(secret)
        .match(/.{1,4}/g)
        ?.join(' ') ?? '',
    qr: { size, path },
  };
}
