'use client';

import { useState } from 'react';
import { shareConversation } from '@/lib/sharing/actions';
import { type Lifetime, lifetimes } from '@/lib/sharing/fields';
import { notReached } from '../layout/not-reached';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Segmented } from '../ui/segmented';
import { LinkList } from './link-list';
import { MadeLink } from './made-link';
import { useLinks } from './use-links';

type ShareDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  conversationId: string;
};

/** Shares a conversation as it is now, and ends the links that it has. */
export function ShareDialog({ open, onOpenChange, conversationId }: ShareDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Share a copy"
      description="Whoever has the link can read this conversation as it is now. What is said later is not in it."
    >
      <ShareForm conversationId={conversationId} />
    </Dialog>
  );
}

type Made =
  | { state: 'ready' | 'busy' }
  | { token: string; linkId: string | undefined }
  | { error: string; try_next: string };

function ShareForm({ conversationId }: { conversationId: string }) {
  const [lifetime, setLifetime] = useState<Lifetime>('week');
  const [withTasks, setWithTasks] = useState(false);
  const [made, setMade] = useState<Made>({ state: 'ready' });
  const { links, refresh } = useLinks(conversationId);

  async function share() {
    setMade({ state: 'busy' });
    const result = await shareConversation(conversationId, { lifetime, withTasks }).catch(
      notReached,
    );
    if (!result.ok) return setMade(result);
    const known = new Set(links.map(({ id }) => id));
    const listed = await refresh();
    const linkId = listed?.links.find(({ id }) => !known.has(id))?.id;
    setMade({ token: result.token, linkId });
  }

  const linkId = 'token' in made ? made.linkId : undefined;
  const isRevoked = linkId !== undefined && !links.some(({ id }) => id === linkId);

  return (
    <div className="flex flex-col gap-4">
      {'token' in made && !isRevoked ? (
        <MadeLink token={made.token} />
      ) : (
        <>
          <div className="flex flex-col gap-1.5">
            <p className="font-medium text-sm">The link ends after</p>
            <Segmented
              label="The link ends after"
              value={lifetime}
              onValueChange={setLifetime}
              options={lifetimes}
              className="self-start"
            />
          </div>
          <label className="flex items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              checked={withTasks}
              onChange={(event) => setWithTasks(event.target.checked)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              Include task cards
              <span className="block text-[0.8125rem] text-ink-faint">
                Titles, dates and priorities, as the cards show them. The text may name tasks either
                way.
              </span>
            </span>
          </label>
          {'error' in made ? (
            <Notice tone="error" title={made.error}>
              {made.try_next}
            </Notice>
          ) : null}
          <Button
            variant="primary"
            className="self-start"
            busy={'state' in made && made.state === 'busy'}
            onClick={() => void share()}
          >
            Make a link
          </Button>
        </>
      )}
      {links.length > 0 ? (
        <section aria-label="Open links" className="border-line border-t pt-4">
          <h3 className="mb-1 font-medium text-sm">
            {links.length === 1 ? '1 open link' : `${links.length} open links`}
          </h3>
          <LinkList links={links} refresh={refresh} />
        </section>
      ) : null}
    </div>
  );
}
