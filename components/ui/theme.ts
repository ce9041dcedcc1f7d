/** 'system' follows the device. */
export type Theme = 'light' | 'dark' | 'system';

/** The cookie that lets the server paint the right theme before any script runs. */
export const themeCookie = 'saydo_theme';

const oneYear = 365 * 24 * 60 * 60 * 1000;

/** Reads a stored theme; anything unknown is 'system'. */
export function parseTheme(value: string | null | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}

/**
 * Switches the page's theme at once and remembers it in this browser. Client only. Browsers without the
 * Cookie Store keep it for this page: a server action that saves the preference sets the cookie for them.
 */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  if (typeof cookieStore === 'undefined') return;
  void cookieStore.set({
    name: themeCookie,
    value: theme,
    path: '/',
    expires: Date.now() + oneYear,
    sameSite: 'lax',
  });
}
