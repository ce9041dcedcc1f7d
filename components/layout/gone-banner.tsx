'use client';

import { UserRoundX } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { type Gone, goneStore, signInAgainPath } from './page-person';

const words = {
  signed_out: 'You are signed out, so that was not saved. What you wrote is kept here.',
  other_person:
    'Somebody else is signed in in this browser now, so that was not saved. What you wrote is kept here.',
};

/** Says that this page can save nothing any more, and leads to where that ends. */
export function GoneBanner() {
  const gone = useSyncExternalStore(goneStore.subscribe, goneStore.read, () => null);
  if (!gone) return null;
  return (
    <p
      role="alert"
      className="flex items-center justify-center gap-2 bg-warn-wash px-3 py-1.5 text-sm text-warn-ink"
    >
      <UserRoundX aria-hidden="true" className="size-4 shrink-0" />
      <span>
        {words[gone]} <SignInAgain why={gone} />
      </span>
    </p>
  );
}

/** The way to sign in, and back to this page. It leaves the document: nothing of it is for anybody else. */
export function SignInAgain({ why }: { why: Gone }) {
  return (
    <a href={signInAgainPath(why)} className="font-medium underline underline-offset-2">
      Sign in
    </a>
  );
}
