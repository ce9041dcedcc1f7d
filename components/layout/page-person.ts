import { personHeader, refusedHeader } from '@/lib/auth/fields';
import { keep, kept } from '../ui/keep';

/** Why a request of this page was refused: nobody is signed in any more, or somebody else is. */
export type Gone = 'signed_out' | 'other_person';

/** Whom this document was made for; nobody on the pages before signing in. */
let person: string | null = null;
/** Why something that was written here was refused. */
let gone: Gone | null = null;
const listeners = new Set<() => void>();

/** Who is signed in in this browser, as far as its pages know; '' for nobody. Tabs hear it change. */
const key = 'saydo:person';
const channelName = 'saydo person';

/**
 * From now on every request of this document says for whom it was made, those of Next.js too, which
 * all go through `fetch`. Called as the first page is made: a request of an effect comes later.
 */
export function speakFor(userId: string): void {
  if (typeof window === 'undefined' || person !== null) return;
  person = userId;
  const plainFetch = window.fetch;
  window.fetch = async (input, init) => {
    const asked = input instanceof Request ? input : null;
    if (new URL(asked?.url ?? String(input), location.href).origin !== location.origin) {
      return plainFetch(input, init);
    }
    const headers = new Headers(init?.headers ?? asked?.headers);
    headers.set(personHeader, userId);
    const response = await plainFetch(input, { ...init, headers });
    const refused = response.headers.get(refusedHeader);
    if (refused) onRefused(refused as Gone, (init?.method ?? asked?.method ?? 'GET') !== 'GET');
    return response;
  };
}

/** What was written stays where it stands, until the person leaves; what was only read is in the way. */
function onRefused(why: Gone, wrote: boolean): void {
  if (!wrote) {
    if (!gone) void look();
    return;
  }
  gone = why;
  for (const changed of listeners) changed();
}

export const goneStore = {
  read: () => gone,
  subscribe(changed: () => void) {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
};

/** Leaves this document as soon as its person is not the one who is signed in. */
export function watchPerson(userId: string): () => void {
  // Somebody signed in without the document being loaded anew.
  if (person !== userId) location.reload();
  tell(userId);
  const { signal, abort } = withAbort();
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(channelName) : null;
  channel?.addEventListener('message', ({ data }) => data !== person && void look(), { signal });
  const on = (target: EventTarget, name: string, does: (event: Event) => void) =>
    target.addEventListener(name, does, { signal });
  on(window, 'storage', (event) => (event as StorageEvent).key === key && void look());
  on(window, 'online', () => void look());
  // A tab that slept has heard nothing.
  on(document, 'visibilitychange', () => !document.hidden && void look());
  // The way back may lead to a page as it was left: nobody sees it before it is known whose it is.
  on(window, 'pagehide', (event) => (event as PageTransitionEvent).persisted && hide(true));
  on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && void look());
  return () => {
    abort();
    channel?.close();
  };
}

/** Tells the browser's other tabs who is signed in now; null for nobody. */
export function tell(userId: string | null): void {
  keep(key, userId ?? 'nobody');
  if (!('BroadcastChannel' in window)) return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(userId);
  channel.close();
}

/** Whether this document has shown somebody's things. */
export function hasPerson(): boolean {
  return person !== null;
}

/** Whether a refusal is one of this kind, by its code. */
export function isGone(code: string | undefined): code is Gone {
  return code === 'signed_out' || code === 'other_person';
}

/** Where the person signs in again, and comes back from. */
export function signInAgainPath(why: Gone): string {
  const next = encodeURIComponent(location.pathname + location.search);
  return `/sign-in?next=${next}${why === 'other_person' ? '&other=1' : ''}`;
}

/** Asks who is signed in, the database and no cookie; without an answer, this browser’s memory. */
async function look(): Promise<void> {
  const found = await whoIsSignedIn().catch(() => {
    const remembered = kept(key);
    return remembered === 'nobody' ? null : (remembered ?? person);
  });
  if (found === person) return hide(false);
  location.replace(signInAgainPath(found === null ? 'signed_out' : 'other_person'));
}

async function whoIsSignedIn(): Promise<string | null> {
  const asking = await fetch('/api/auth/get-session?disableCookieCache=true', {
    cache: 'no-store',
    signal: AbortSignal.timeout(5_000),
  });
  if (!asking.ok) throw new Error(`The session could not be read: ${asking.status}.`);
  const session = (await asking.json()) as { user: { id: string } } | null;
  return session?.user.id ?? null;
}

function hide(hidden: boolean): void {
  document.documentElement.style.visibility = hidden ? 'hidden' : '';
}

function withAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
