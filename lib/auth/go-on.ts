import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getPreferences } from '@/lib/account/preferences';
import { rememberTheme } from '@/lib/account/theme';
import type { Scope } from '@/lib/scope';
import { safeNext } from './next-path';

/** After a sign-in: gives the browser the person's theme, and leads on to where they wanted. */
export async function goOn(scope: Scope, next: string): Promise<never> {
  const { theme } = await getPreferences(scope);
  rememberTheme(await cookies(), theme);
  redirect(safeNext(next));
}
