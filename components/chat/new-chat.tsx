'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useShell } from '../layout/shell-context';
import { Chat } from './chat';
import type { Greeting } from './landing';
import type { Opening } from './use-saydo-chat';

/** A chat that does not exist yet: its id is made here, and it is stored with its first message. */
export function NewChat({ greeting }: { greeting: Greeting }) {
  const { chatNumber } = useShell();
  return <FreshChat key={chatNumber} greeting={greeting} />;
}

function FreshChat({ greeting }: { greeting: Greeting }) {
  const pathname = usePathname();
  const router = useRouter();
  const [chat, setChat] = useState(() => ({ ...openNew(), begun: false }));
  const address = `/chat/${chat.id}`;
  if (pathname === address && !chat.begun) setChat({ ...chat, begun: true });
  // The page stays when a chat gets its address, and is the next chat's when that is left again.
  if (pathname === '/' && chat.begun) setChat({ ...openNew(), begun: false });

  // "Back" to another chat that began here comes to the page of a new one, under that chat's address.
  const another = pathname !== '/' && pathname !== address;
  useEffect(() => {
    if (another) router.replace(pathname as Route);
  }, [another, pathname, router]);

  if (another) return null;
  return <Chat key={chat.id} opening={chat} title="New chat" greeting={greeting} />;
}

function openNew(): Opening {
  const thread = { messages: [], previous_cursor: null, next_cursor: null };
  return { id: uuidv7(), thread, readAt: Date.now() };
}
