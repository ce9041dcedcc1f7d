import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { Database } from '@/db';
import { sessions } from '@/db/schema';

/** One place where the person is signed in. */
type Device = {
  /** The session's id, which opens nothing. */
  id: string;
  /** "Firefox on Windows". */
  name: string;
  signedInAt: Date;
  /** When it was last used, to about an hour. */
  lastActiveAt: Date;
  isThisOne: boolean;
};

/** Where the user is signed in, this device first, then the last used. */
export async function listDevices(
  db: Database,
  { userId, sessionId }: { userId: string; sessionId: string },
  now: Date,
): Promise<Device[]> {
  const rows = await db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      signedInAt: sessions.createdAt,
      lastActiveAt: sessions.updatedAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.updatedAt));
  return rows
    .map(({ userAgent, ...row }) => ({
      ...row,
      name: deviceName(userAgent),
      isThisOne: row.id === sessionId,
    }))
    .sort((a, b) => Number(b.isThisOne) - Number(a.isThisOne));
}

/** Signs one of the user's devices out; false when they have none of this id. */
export async function signOutDevice(db: Database, userId: string, id: string): Promise<boolean> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return gone.length > 0;
}

/** Signs the user out everywhere but in the session `sessionId`. */
export async function signOutElsewhere(
  db: Database,
  { userId, sessionId }: { userId: string; sessionId: string },
) {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, sessionId)));
}

/** A browser and a system in words, from a User-Agent header. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device';
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
  if (!browser && !system) return userAgent.split(/[\s/]/)[0]?.slice(0, 40) || 'Unknown device';
  return [browser ?? 'A browser', system && `on ${system}`].filter(Boolean).join(' ');
}

// Browsers call themselves by their ancestors' names too: the more particular comes first.
const browsers: [string, RegExp][] = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /Version\/.*Safari\//],
];
const systems: [string, RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Macintosh|Mac OS X/],
  ['Linux', /Linux/],
];
