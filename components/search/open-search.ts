import { useSyncExternalStore } from 'react';

let open = false;
const listeners = new Set<() => void>();

/** Opens or closes the search, from anywhere on the page. */
export function showSearch(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Whether the search is open. */
export function useSearchOpen(): boolean {
  return useSyncExternalStore(
    listen,
    () => open,
    () => false,
  );
}

function listen(changed: () => void) {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}
