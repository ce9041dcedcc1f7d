/**
 * What was kept in this browser under `key`; null when there is nothing. A browser may refuse its
 * storage (private windows, a full disk): what is kept there is a help, never the only copy.
 */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    console.warn('This browser’s storage could not be read.', error);
    return null;
  }
}

/** Keeps a text in this browser, or with '' none, for after a reload. */
export function keep(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch (error) {
    console.warn('This browser’s storage could not be written.', error);
  }
}
