import { headers } from 'next/headers';
import { getWatch } from '.';
import type { SecurityEventKind } from './security-events';

/** Writes down what a server action has just done to the user's account, and from where. */
export async function noteHere(userId: string, kind: SecurityEventKind): Promise<void> {
  await getWatch().note(userId, kind, await headers(), new Date());
}
