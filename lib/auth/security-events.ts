import type { Database } from '@/db';
import { type securityEventKind, securityEvents } from '@/db/schema';
import { deviceName } from './devices';

export type SecurityEventKind = (typeof securityEventKind.enumValues)[number];

/** Where somebody acts from; `address` is null where it is not known. */
export type Place = { userAgent: string | null; address: string | null };

/** Writes what happened to an account. There is no way to change it later. */
export async function recordSecurityEvent(
  db: Database,
  userId: string,
  kind: SecurityEventKind,
  { userAgent, address }: Place,
  now: Date,
): Promise<void> {
  await db
    .insert(securityEvents)
    .values({ userId, kind, device: deviceName(userAgent), address, createdAt: now });
}
