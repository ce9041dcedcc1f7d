import { createHmac, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/connection';
import { sessions, users } from '@/db/schema';
import { SECRET } from './servers.ts';

/** A signed-in browser. `cookies` are those it has now. */
export type Person = { userId: string; conversationId: string; cookies: Map<string, string> };

/**
 * People with a session each, as signing in leaves them. They are written to the database, because
 * signing in is limited by the address that it comes from.
 */
export async function signIn(db: Database, count: number): Promise<Person[]> {
  const made = Array.from({ length: count }, () => ({
    id: uuidv7(),
    token: randomBytes(24).toString('base64url'),
  }));
  await db.insert(users).values(
    made.map(({ id }) => ({
      id,
      name: 'Bench',
      email: `${id}@bench.example`,
      emailVerified: true,
      timeZone: 'Europe/Berlin',
    })),
  );
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000);
  await db.insert(sessions).values(made.map(({ id, token }) => ({ userId: id, token, expiresAt })));
  return made.map(({ id, token }) => ({
    userId: id,
    conversationId: uuidv7(),
    cookies: new Map([['saydo.session_token', encodeURIComponent(`${token}.${sign(token)}`)]]),
  }));
}

const sign = (token: string) => createHmac('sha256', SECRET).update(token).digest('base64');

/** The person's cookies as a header. */
export function cookieHeader({ cookies }: Person): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Keeps what a response sets, as a browser does. */
export function keepCookies({ cookies }: Person, setCookie: string[] = []): void {
  for (const line of setCookie) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name && value) cookies.set(name, value);
  }
}
