import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { validate as isUuid } from 'uuid';
import { Chat } from '@/components/chat/chat';
import { loadThread, type Thread } from '@/lib/agent/thread';
import { requirePageScope } from '@/lib/auth/session';
import { NotFound } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { findConversation } from './find-conversation';

type Props = PageProps<'/chat/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const conversation = await findConversation((await params).id);
  return { title: conversation?.title ?? 'Not found' };
}

export default async function ChatPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { m } = await searchParams;
  const wanted = typeof m === 'string' && isUuid(m) ? m : undefined;
  const conversation = await findConversation(id);
  if (!conversation) notFound();
  const { scope } = await requirePageScope();
  const now = new Date();
  const thread = await loadAround(scope, id, wanted, now);
  const target = thread.messages.find((message) => message.id === wanted)?.id;
  return (
    <>
      <Chat
        key={`${id} ${wanted}`}
        opening={{ id, thread, readAt: now.getTime(), target }}
        title={conversation.title}
      />
      {target ? null : <ShowEnd nonce={await nonceOfDocument()} />}
    </>
  );
}

/** Shows the newest message as soon as the page stands, before any other script has come. */
function ShowEnd({ nonce }: { nonce: string | null }) {
  if (!nonce) return null;
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {showEnd}
    </script>
  );
}

// The page comes hidden, and is shown in one of the next frames.
const showEnd = `{
  const show = (tries) => {
    const box = document.querySelector('[data-messages]');
    if (box?.clientHeight) box.scrollTop = box.scrollHeight;
    else if (tries > 0) requestAnimationFrame(() => show(tries - 1));
  };
  show(120);
}`;

/** What the page's own scripts carry; null where the browser already runs the page. */
async function nonceOfDocument(): Promise<string | null> {
  const of = await headers();
  return of.get('sec-fetch-dest') === 'document' ? of.get('x-nonce') : null;
}

/** As many as the browser reads at a time: what opening costs, however long the conversation is. */
const PAGE = 20;

/** The page around a message; the newest one where it is not a message of the conversation. */
async function loadAround(
  scope: Scope,
  id: string,
  messageId: string | undefined,
  now: Date,
): Promise<Thread> {
  const newest = () => loadThread(scope, id, { limit: PAGE, now });
  if (!messageId) return newest();
  try {
    return await loadThread(scope, id, { around: messageId, limit: PAGE, now });
  } catch (error) {
    if (error instanceof NotFound) return newest();
    throw error;
  }
}
