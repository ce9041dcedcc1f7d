import type { Database } from '@/db';
import { clientAddress } from './client-address';
import { recordSecurityEvent, type SecurityEventKind } from './security-events';

export type KeyChange = Extract<
  SecurityEventKind,
  | 'passkey_added'
  | 'passkey_removed'
  | 'two_factor_on'
  | 'two_factor_off'
  | 'two_factor_failed'
  | 'backup_codes_made'
  | 'backup_code_used'
  | 'proved_again'
>;

/** Who changed what opens their account, and the request that did it. */
export type Changed = { userId: string; headers: Headers; addressHeader: string | undefined };

/** Keeps what happened to a passkey, an authenticator or its codes. The one place for all of them. */
export async function noteKeyChange(
  db: Database,
  kind: KeyChange,
  { userId, headers, addressHeader }: Changed,
): Promise<void> {
  const place = {
    userAgent: headers.get('user-agent'),
    address: clientAddress(headers, addressHeader),
  };
  await recordSecurityEvent(db, userId, kind, place, new Date());
}
