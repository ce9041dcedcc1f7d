import { and, desc, eq, lt } from 'drizzle-orm';
import { securityEvents } from '@/db/schema';
import type { SecurityEventKind } from '@/lib/auth/security-events';
import type { Scope } from '@/lib/scope';

export const ACTIVITY_PAGE = 50;

/** One thing that happened to the account, in words. */
export type ShownEvent = {
  id: string;
  what: string;
  /** "Firefox on Windows, 192.0.2.1". */
  from: string;
  at: Date;
};

/** What happened to the user's account, the newest first; `before` is the last id of the page before. */
export async function listSecurityEvents(
  scope: Scope,
  { before, limit = ACTIVITY_PAGE }: { before?: string | undefined; limit?: number } = {},
): Promise<{ events: ShownEvent[]; next: string | null }> {
  const rows = await scope.run((tx) =>
    tx
      .select()
      .from(securityEvents)
      .where(
        and(
          eq(securityEvents.userId, scope.userId),
          // Ids begin with their time, so the key's own index gives the order.
          before ? lt(securityEvents.id, before) : undefined,
        ),
      )
      .orderBy(desc(securityEvents.id))
      .limit(limit + 1),
  );
  const page = rows.slice(0, limit);
  return {
    events: page.map(({ id, kind, device, address, createdAt }) => ({
      id,
      what: words[kind],
      from: [device, address].filter(Boolean).join(', '),
      at: createdAt,
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

const words: Record<SecurityEventKind, string> = {
  signed_up: 'Account made',
  signed_in: 'Signed in',
  sign_in_failed: 'A wrong password was tried',
  signed_out: 'Signed out',
  device_signed_out: 'Another device was signed out',
  password_changed: 'Password changed',
  password_reset_asked: 'A letter for a new password was asked for',
  password_reset: 'Password changed by letter',
  email_change_asked: 'Another e-mail address was asked for',
  email_changed: 'E-mail address changed',
  passkey_added: 'Passkey added',
  passkey_removed: 'Passkey removed',
  two_factor_on: 'Codes for signing in turned on',
  two_factor_off: 'Codes for signing in turned off',
  two_factor_failed: 'A wrong code was tried',
  backup_codes_made: 'New backup codes made',
  backup_code_used: 'A backup code was used',
  proved_again: 'Confirmed that it was you',
  link_made: 'A link to a conversation was made',
  link_revoked: 'A link to a conversation was ended',
  data_exported: 'Data exported',
  conversations_imported: 'Conversations imported',
  conversations_purged: 'A conversation was deleted for good',
  trash_emptied: 'The trash was emptied',
};
