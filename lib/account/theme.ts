import type { cookies } from 'next/headers';
import type { Theme } from './preferences';

/** The cookie that lets the server paint the right theme before any script runs. */
export const themeCookie = 'saydo_theme';

const ONE_YEAR = 365 * 24 * 60 * 60;

/** Remembers the theme in this browser, where a page finds it without asking the database. */
export function rememberTheme(jar: Awaited<ReturnType<typeof cookies>>, theme: Theme) {
  // Readable by scripts: switching the theme takes effect before the server has answered.
  jar.set(themeCookie, theme, { path: '/', maxAge: ONE_YEAR, sameSite: 'lax' });
}
