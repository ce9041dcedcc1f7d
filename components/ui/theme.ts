import { themeCookie } from '@/lib/account/theme';
import { remember } from './remember';

export { themeCookie };

/** 'system' follows the device. */
export type Theme = 'light' | 'dark' | 'system';

/** Reads a stored theme; anything unknown is 'system'. */
export function parseTheme(value: string | null | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Switches the page's theme at once and remembers it in this browser. Client only. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember(themeCookie, theme);
}
