import { notFound } from 'next/navigation';
import { findConversation } from './find-conversation';

// The page below streams behind its loading state, when it is too late for a status of 404.
export default async function ChatLayout({ params, children }: LayoutProps<'/chat/[id]'>) {
  if (!(await findConversation((await params).id))) notFound();
  return children;
}
