'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useShell } from '../layout/shell-context';
import { Chat } from './chat';
import type { Greeting } from './landing';

/** A chat that does not exist yet: its id is made here, and it is stored with its first message. */
export function NewChat({ greeting }: { greeting: Greeting }) {
  const { chatNumber } = useShell();
  const pathname = usePathname();
  const router = useRouter();
  // "Back" to a chat that began here keeps the page of a new one under the address it got then.
  const [began] = useState(pathname === '/' ? null : pathname);
  useEffect(() => {
    if (began) router.replace(began as Route);
  }, [began, router]);

  return began ? null : <FreshChat key={chatNumber} greeting={greeting} />;
}

function FreshChat({ greeting }: { greeting: Greeting }) {
  const [id] = useState(() => uuidv7());
  return (
    <Chat
      opening={{ id, messages: [], previousCursor: null }}
      title="New chat"
      greeting={greeting}
    />
  );
}
