import { sql } from 'drizzle-orm';
import { pgRole } from 'drizzle-orm/pg-core';

/** The role that every signed-in query runs as. `db/foundations.ts` creates it before any table exists. */
export const appUser = pgRole('app_user').existing();

/**
 * The user that the running transaction speaks for, or null. A setting that was local to an
 * earlier transaction comes back as '' rather than null, hence the nullif.
 */
export const currentUserId = sql`(nullif(current_setting('app.user_id', true), ''))::uuid`;

/** The SHA-256 of the shared link that the running transaction reads, or null. */
export const currentLinkHash = sql`nullif(current_setting('app.link_hash', true), '')`;
