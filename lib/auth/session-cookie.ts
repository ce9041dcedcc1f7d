import { headers } from 'next/headers';
import { getAuth } from '.';

/** The cookie of the last minute repeats name, address and zone: writes it again after a change. */
export async function renewSessionCookie(): Promise<void> {
  await getAuth().api.getSession({
    headers: await headers(),
    query: { disableCookieCache: true },
  });
}
