import { lt } from 'drizzle-orm';
import type { Database } from '@/db';
import { knownDevices, securityEvents } from '@/db/schema';

/** How long security activity is kept, and an unused device known, in ms. */
const KEPT_FOR = 365 * 24 * 60 * 60 * 1000;

/** Forgets what happened to anybody's account a year ago. The database allows no earlier one. */
export async function forgetSecurityEvents(db: Database, now: Date): Promise<void> {
  await db.delete(securityEvents).where(lt(securityEvents.createdAt, yearBefore(now)));
}

/** Forgets browsers in which nobody has signed in for a year. */
export async function forgetUnusedDevices(db: Database, now: Date): Promise<void> {
  await db.delete(knownDevices).where(lt(knownDevices.lastSeenAt, yearBefore(now)));
}

// A moment more: the database compares with its own clock, and refuses all for one that is too young.
function yearBefore(now: Date): Date {
  return new Date(now.getTime() - KEPT_FOR - 60 * 60 * 1000);
}
