import { createHash, randomBytes } from 'node:crypto';

/** A link's secret: 256 random bits, which nobody guesses. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether it has the form of one; what has not is not looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** What is stored of it: who reads the database can't open the links. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
