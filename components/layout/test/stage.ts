import { vi } from 'vitest';

/** What a tab stands on, where there is no browser: a document that can be hidden, and a window. */
export function setStage() {
  const document = Object.assign(new EventTarget(), { hidden: false });
  const window = Object.assign(new EventTarget(), { BroadcastChannel });
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  return {
    window,
    /** The person looks at the tab, or at something else. */
    show(visible: boolean) {
      document.hidden = !visible;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}
