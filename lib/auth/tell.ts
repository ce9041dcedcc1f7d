import { eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { users } from '@/db/schema';
import type { SendMail } from '@/lib/mail';
import { type SecurityChange, securityChange } from '@/lib/mail/security-letters';
import { deviceOf, type Place } from './security-events';
import type { Site } from './site';

export type { SecurityChange };

/**
 * Tells a person by letter what has changed about how their account is opened, and from where: at
 * their address, or at `to`.
 */
export async function tellSecurityChange(
  { db, site, sendMail }: { db: Database; site: Site; sendMail?: SendMail | undefined },
  { userId, to }: { userId: string; to?: string | undefined },
  change: SecurityChange,
  place: Place,
  now: Date,
): Promise<void> {
  if (!sendMail) return;
  const [user] = await db
    .select({ email: users.email, timeZone: users.timeZone })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) return;
  const when = { at: now, timeZone: user.timeZone ?? 'UTC' };
  const from = { device: deviceOf(place), address: place.address };
  await sendMail(to ?? user.email, securityChange(change, { when, from, siteUrl: site.url }));
}
