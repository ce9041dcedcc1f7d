import type { GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';

/**
 * No session begins for a suspended person, whichever way they come in; they are told why. Asked of
 * Better Auth's own connection: a sign-up is in a transaction here, and PGlite has no second one.
 */
export async function refuseSuspended(
  { userId }: { userId: string },
  ctx: GenericEndpointContext | null,
): Promise<void> {
  const user = await ctx?.context.internalAdapter.findUserById(userId);
  if (!user || !('status' in user) || user.status !== 'suspended') return;
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_SUSPENDED', message: 'Suspended' });
}
