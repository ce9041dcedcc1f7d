'use client';

import { CloudOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';

/** Says that there is no network, for as long as there is none. */
export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status" aria-live="polite">
      {online ? null : (
        <p className="flex items-center justify-center gap-2 bg-warn-wash px-3 py-1.5 text-sm text-warn-ink">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          You are offline. What you type is kept here until you are back.
        </p>
      )}
    </div>
  );
}

/** Whether the browser believes it has a network. */
function useOnline(): boolean {
  return useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );
}

function listen(changed: () => void) {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
