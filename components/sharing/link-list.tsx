'use client';

import { useState } from 'react';
import type { SharedLink } from '@/lib/sharing';
import { revokeLink } from '@/lib/sharing/actions';
import { notReached } from '../layout/not-reached';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { toast } from '../ui/toast';

type LinkListProps = {
  links: SharedLink[];
  refresh: () => Promise<unknown>;
  /** Whether each says which conversation it shows. */
  titled?: boolean;
};

/** Open links: when each was made and ends, and the button that ends it at once. */
export function LinkList({ links, refresh, titled = false }: LinkListProps) {
  return (
    <ul className="divide-y divide-line">
      {links.map((link) => (
        <OpenLink key={link.id} link={link} refresh={refresh} titled={titled} />
      ))}
    </ul>
  );
}

type OpenLinkProps = { link: SharedLink; refresh: () => Promise<unknown>; titled: boolean };

function OpenLink({ link, refresh, titled }: OpenLinkProps) {
  const { timeZone } = useShell();
  const [busy, setBusy] = useState(false);
  const at = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const made = `Made ${at.format(new Date(link.created_at))}`;
  const ends = link.expires_at ? `ends ${at.format(new Date(link.expires_at))}` : 'never ends';

  async function revoke() {
    setBusy(true);
    const result = await revokeLink(link.id).catch(notReached);
    await refresh();
    setBusy(false);
    if (result.ok) toast({ title: 'The link is revoked', description: 'It opens nothing now.' });
    else toast({ tone: 'error', title: result.error, description: result.try_next });
  }

  return (
    <li className="flex items-center justify-between gap-3 py-2">
      <div className="wrap-anywhere-safe text-sm">
        {titled ? (
          <p dir="auto" className="font-medium">
            {link.title}
          </p>
        ) : null}
        <p className={titled ? 'text-[0.8125rem] text-ink-faint' : 'text-ink-soft'}>
          {made}, {ends}
          {link.with_tasks ? ', with task cards' : ''}
        </p>
      </div>
      <Button
        size="sm"
        busy={busy}
        aria-label={`Revoke the link made ${at.format(new Date(link.created_at))}`}
        onClick={() => void revoke()}
      >
        Revoke
      </Button>
    </li>
  );
}
