import { createHash, randomBytes } from 'node:crypto';
import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Database } from '@/db';
import { knownDevices, users } from '@/db/schema';
import type { Site } from './site';

/** How long a browser is remembered after a sign-in, in seconds: a year. */
const REMEMBERED_FOR = 365 * 24 * 60 * 60;
/** How many browsers of one person are remembered; the ones used longest ago go first. */
const MOST = 50;

/**
 * The cookie by which a browser is known to one person. Each person has one of their own, so that
 * what somebody reads in a shared browser vouches for nobody who signs in there later.
 */
export function deviceCookie(site: Site, userId: string): string {
  return `${isSecure(site) ? '__Secure-' : ''}saydo.device.${sha256(userId).slice(0, 16)}`;
}

/** How that cookie is kept: from scripts, from other sites' forms, and from open connections. */
export function deviceCookieAttributes(site: Site) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(site),
    path: '/',
    maxAge: REMEMBERED_FOR,
  } as const;
}

/**
 * Whose account `email` names, if this browser has signed in to it before: null otherwise, also
 * where there is no account.
 */
export async function findKnownDevice(
  db: Database,
  site: Site,
  email: string,
  cookieNamed: (name: string) => string | null | undefined,
): Promise<{ userId: string; tokenHash: string } | null> {
  const [user] = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email.toLowerCase()));
  if (!user) return null;
  const tokenHash = await heldDevice(db, site, user.id, cookieNamed);
  return tokenHash === null ? null : { userId: user.id, tokenHash };
}

/**
 * Remembers the browser in which the person has signed in: the token that its cookie has to hold
 * from now on, and whether it was unknown before.
 */
export async function rememberDevice(
  db: Database,
  userId: string,
  held: string | null | undefined,
  now: Date,
): Promise<{ token: string; isNew: boolean }> {
  if (held) {
    const seen = await db
      .update(knownDevices)
      .set({ lastSeenAt: now })
      .where(isDevice(userId, held))
      .returning({ createdAt: knownDevices.createdAt });
    if (seen.length > 0) return { token: held, isNew: false };
  }
  // Never the token that was brought: somebody else may have put it there.
  const token = randomBytes(32).toString('base64url');
  await db
    .insert(knownDevices)
    .values({ userId, tokenHash: sha256(token), createdAt: now, lastSeenAt: now });
  await forgetOld(db, userId, now);
  return { token, isNew: true };
}

/** Forgets every browser of the person's but the one that holds `kept`. */
export async function forgetDevices(
  db: Database,
  userId: string,
  kept: string | null | undefined,
): Promise<void> {
  await db
    .delete(knownDevices)
    .where(
      and(
        eq(knownDevices.userId, userId),
        kept ? ne(knownDevices.tokenHash, sha256(kept)) : undefined,
      ),
    );
}

/** The value of a cookie in a request's headers. */
export function cookieOf(headers: Headers, name: string): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : null;
}

/** The hash of the token by which this browser is known to the user, or null. */
export async function heldDevice(
  db: Database,
  site: Site,
  userId: string,
  cookieNamed: (name: string) => string | null | undefined,
): Promise<string | null> {
  const token = cookieNamed(deviceCookie(site, userId));
  return token && (await isKnownDevice(db, userId, token)) ? sha256(token) : null;
}

/** Whether the person has signed in with the browser that holds `token`. */
async function isKnownDevice(db: Database, userId: string, token: string) {
  const rows = await db
    .select({ createdAt: knownDevices.createdAt })
    .from(knownDevices)
    .where(isDevice(userId, token));
  return rows.length > 0;
}

async function forgetOld(db: Database, userId: string, now: Date) {
  const ofPerson = eq(knownDevices.userId, userId);
  const oldest = new Date(now.getTime() - REMEMBERED_FOR * 1000);
  const tooMany = db
    .select({ tokenHash: knownDevices.tokenHash })
    .from(knownDevices)
    .where(ofPerson)
    .orderBy(sql`${knownDevices.lastSeenAt} desc`)
    .offset(MOST);
  await db.delete(knownDevices).where(and(ofPerson, lt(knownDevices.lastSeenAt, oldest)));
  await db.delete(knownDevices).where(and(ofPerson, inArray(knownDevices.tokenHash, tooMany)));
}

function isDevice(userId: string, token: string) {
  return and(eq(knownDevices.userId, userId), eq(knownDevices.tokenHash, sha256(token)));
}

function isSecure(site: Site): boolean {
  return site.url.startsWith('https:');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
