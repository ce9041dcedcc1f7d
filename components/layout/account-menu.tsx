'use client';

import { Archive, ChevronsUpDown, LogOut, Settings, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { unstable_rethrow } from 'next/navigation';
import { useTransition } from 'react';
import { signOut } from '@/lib/auth/actions';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '../ui/menu';
import { toast } from '../ui/toast';
import { notReached } from './not-reached';
import { useShell } from './shell-context';

/** Who is signed in, with the way to settings and out. */
export function AccountMenu() {
  const { user, setView } = useShell();
  const [, startTransition] = useTransition();

  const leave = () =>
    startTransition(async () => {
      try {
        const { refusal } = await signOut();
        if (refusal) {
          toast({ tone: 'error', title: refusal.error, description: refusal.try_next });
        }
      } catch (error) {
        // A way to another page is thrown too.
        unstable_rethrow(error);
        toast({
          tone: 'error',
          title: notReached().error,
          description: 'You are still signed in here. Try again in a moment.',
        });
      }
    });

  return (
    <Menu
      side="top"
      align="start"
      className="w-60"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-lg p-1.5 text-start transition-colors hover:bg-hover data-popup-open:bg-hover"
        >
          <span
            aria-hidden="true"
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-wash font-semibold text-accent-ink text-xs"
          >
            {initialOf(user.name)}
          </span>
          <span className="sr-only">Account of</span>
          <span dir="auto" className="min-w-0 flex-1 truncate font-medium text-sm">
            {user.name}
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </button>
      }
    >
      <p className="truncate px-2.5 py-1.5 text-ink-faint text-xs">{user.email}</p>
      <MenuSeparator />
      <MenuLink render={<Link href="/archive" onClick={() => setView('chat')} />}>
        <Archive aria-hidden="true" /> Archive
      </MenuLink>
      <MenuLink render={<Link href="/trash" onClick={() => setView('chat')} />}>
        <Trash2 aria-hidden="true" /> Trash
      </MenuLink>
      <MenuSeparator />
      <MenuLink render={<Link href="/settings" onClick={() => setView('chat')} />}>
        <Settings aria-hidden="true" /> Settings
      </MenuLink>
      <MenuItem onClick={leave}>
        <LogOut aria-hidden="true" /> Sign out
      </MenuItem>
    </Menu>
  );
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '·';
}
