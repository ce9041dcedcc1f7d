'use client';

import { Archive } from 'lucide-react';
import { useState } from 'react';
import { archiveConversation } from '@/lib/conversations/actions';
import { notReached } from '../layout/not-reached';
import { Button } from '../ui/button';
import { toast } from '../ui/toast';
import { useConversations } from './use-conversations';

/** Says that the open conversation is archived, until it is back in the list. */
export function ArchivedNotice({ id }: { id: string }) {
  const { pinned, conversations, refresh } = useConversations();
  const [state, setState] = useState<'archived' | 'busy' | 'back'>('archived');
  // Writing in it brings it back too.
  const listed = [...pinned, ...conversations].some((conversation) => conversation.id === id);
  if (listed || state === 'back') return null;

  async function unarchive() {
    setState('busy');
    const result = await archiveConversation(id, false).catch(notReached);
    await refresh();
    setState(result.ok ? 'back' : 'archived');
    if (result.ok) toast({ title: 'The conversation is back in the list' });
    else toast({ tone: 'error', title: result.error, description: result.try_next });
  }

  return (
    <div
      role="status"
      className="mx-auto flex w-full max-w-3xl shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1 text-ink-soft text-sm md:px-6"
    >
      <Archive aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <p className="flex-1">This conversation is archived. Writing in it brings it back.</p>
      <Button size="sm" busy={state === 'busy'} onClick={() => void unarchive()}>
        Unarchive
      </Button>
    </div>
  );
}
