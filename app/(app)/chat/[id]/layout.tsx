import { notFound } from 'next/navigation';
import { ArchivedNotice } from '@/components/conversations/archived-notice';
import { findConversation } from './find-conversation';

// The page below streams behind its loading state, when it is too late for a status of 404.
export default async function ChatLayout({ params, children }: LayoutProps<'/chat/[id]'>) {
  const conversation = await findConversation((await params).id);
  if (!conversation) notFound();
  const { id, archivedAt } = conversation;
  return (
    <>
      {archivedAt ? <ArchivedNotice key={archivedAt.getTime()} id={id} /> : null}
      {children}
    </>
  );
}
