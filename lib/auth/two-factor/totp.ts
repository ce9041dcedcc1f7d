import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that one code stands for. */
const PERIOD = 30;
const DIGITS = 6;

/** The code of RFC 6238 (SHA-1, six digits, 30 seconds) that the authenticator shows at `now`. */
export function codeAt(secret: string, now: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 1000 / PERIOD)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** Whether it is the code of now or of a neighbour: clocks differ, and typing takes a while. */
export function isCode(secret: string, code: string, now: Date): boolean {
  const typed = Buffer.from(code);
  return [-1, 0, 1].some((steps) => {
    const right = Buffer.from(codeAt(secret, new Date(now.getTime() + steps * PERIOD * 1000)));
    return right.length === typed.length && timingSafeEqual(right, typed);
  });
}

/** The key as people type it (RFC 4648 base32), without padding. */
export function keyOf(secret: string): string {
  const bits = [...Buffer.from(secret)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** What the QR code says to an authenticator. */
export function keyUri(secret: string, email: string): string {
  const label = `Saydo:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${keyOf(secret)}&issuer=Saydo&digits=${DIGITS}&period=${PERIOD}`;
}
