const oneYear = 365 * 24 * 60 * 60 * 1000;

/**
 * Keeps a small choice in a cookie, so that the server's first paint has it already. Client only; a
 * browser without the Cookie Store keeps the choice for this page.
 */
export function remember(name: string, value: string): void {
  if (typeof cookieStore === 'undefined') return;
  void cookieStore.set({
    name,
    value,
    path: '/',
    expires: Date.now() + oneYear,
    sameSite: 'lax',
  });
}

/** The cookie that holds which panels are folded away: any of 'sidebar' and 'tasks'. */
export const foldedCookie = 'saydo_folded';
