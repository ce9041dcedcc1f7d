'use client';

import { usePathname } from 'next/navigation';
import { useConversations } from '../conversations/use-conversations';
import { useShell } from './shell-context';

/** The title of the conversation that the address names, as the list knows it; '' elsewhere. */
export function usePageTitle(): string {
  const pathname = usePathname();
  const { pinned, conversations } = useConversations();
  const { opened } = useShell();
  const id = pathname.match(/^\/chat\/(.+)$/)?.[1];
  if (!id) return '';
  const listed = [...pinned, ...conversations].find((conversation) => conversation.id === id);
  return listed?.title ?? (opened?.id === id ? opened.title : '');
}
