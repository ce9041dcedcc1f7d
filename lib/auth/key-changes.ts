import type { SecurityEventKind } from './security-events';
import type { SecurityChange } from './tell';
import type { Watch } from './watch';

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

/** What its owner is told by letter as well. */
const told = new Set<KeyChange & SecurityChange>([
  'passkey_added',
  'passkey_removed',
  'two_factor_on',
  'two_factor_off',
  'backup_codes_made',
]);

/** Keeps what happened to a passkey, an authenticator or its codes. The one place for all of them. */
export async function noteKeyChange(
  watch: Watch,
  kind: KeyChange,
  { userId, headers }: { userId: string; headers: Headers },
): Promise<void> {
  const now = new Date();
  await watch.note(userId, kind, headers, now);
  if (isTold(kind)) watch.tell(userId, kind, headers, now);
}

function isTold(kind: KeyChange): kind is KeyChange & SecurityChange {
  return (told as Set<KeyChange>).has(kind);
}
