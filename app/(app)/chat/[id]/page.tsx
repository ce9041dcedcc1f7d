import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Chat } from '@/components/chat/chat';
import { loadThread } from '@/lib/agent/thread';
import { requirePageScope } from '@/lib/auth/session';
import { findConversation } from './find-conversation';

type Props = PageProps<'/chat/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const conversation = await findConversation((await params).id);
  return { title: conversation?.title ?? 'Not found' };
}

export default async function ChatPage({ params }: Props) {
  const { id } = await params;
  const conversation = await findConversation(id);
  if (!conversation) notFound();
  const { scope } = await requirePageScope();
  const now = new Date();
  const thread = await loadThread(scope, id, { limit: 20, now });
  return (
    <Chat key={id} opening={{ id, thread, readAt: now.getTime() }} title={conversation.title} />
  );
}
