import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgEnum,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { appUser, currentUserId } from './app-user';
import { users } from './auth';
import { id, moment } from './columns';
import { ownedColumns } from './ownership';

const owner = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/** Better Auth's authenticators with their backup codes, both encrypted. One a person. */
export const twoFactors = pgTable(
  'two_factors',
  {
    id: id(),
    userId: owner(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    /** Whether a code has shown that the authenticator was set up. */
    verified: boolean('verified').notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: moment('locked_until'),
  },
  (t) => [uniqueIndex('two_factors_user_id_idx').on(t.userId)],
).enableRLS();

/** Better Auth's passkeys. The key is the public half: it opens nothing. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    userId: owner(),
    credentialID: text('credential_id').notNull(),
    counter: integer('counter').notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    createdAt: moment('created_at').defaultNow(),
    aaguid: text('aaguid'),
  },
  (t) => [
    index('passkeys_user_id_idx').on(t.userId),
    uniqueIndex('passkeys_credential_id_idx').on(t.credentialID),
  ],
).enableRLS();

/** A browser in which the person has signed in before, known by a cookie that outlives its sessions. */
export const knownDevices = pgTable(
  'known_devices',
  {
    userId: owner(),
    /** SHA-256 of the cookie's token, in hex. */
    tokenHash: text('token_hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tokenHash] })],
).enableRLS();

export const securityEventKind = pgEnum('security_event_kind', [
  'signed_up',
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'device_signed_out',
  'password_changed',
  'password_reset_asked',
  'password_reset',
  'email_change_asked',
  'email_changed',
  'passkey_added',
  'passkey_removed',
  'two_factor_on',
  'two_factor_off',
  'two_factor_failed',
  'backup_codes_made',
  'backup_code_used',
  'proved_again',
  'link_made',
  'link_revoked',
  'data_exported',
  'conversations_imported',
  'conversations_purged',
  'trash_emptied',
]);

/**
 * What happened to an account and from where, for its owner to read: no word of theirs is in it.
 * Nothing changes a row (a trigger of the migration), and only the sweep takes it out, after a year.
 */
export const securityEvents = pgTable(
  'security_events',
  {
    ...ownedColumns(),
    kind: securityEventKind('kind').notNull(),
    /** "Firefox on Windows". */
    device: text('device').notNull(),
    /** The network address; null where it is not known. */
    address: text('address'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    pgPolicy('security_events_read', {
      for: 'select',
      to: appUser,
      using: sql`${t.userId} = ${currentUserId}`,
    }),
    index('security_events_age_idx').on(t.createdAt),
  ],
).enableRLS();
