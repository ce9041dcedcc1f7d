import { cache } from 'react';
import { validate as isUuid } from 'uuid';
import { requirePageScope } from '@/lib/auth/session';
import { getConversation } from '@/lib/conversations';

/** The reader's conversation, or null. Layout, title and page of one request share the look-up. */
export const findConversation = cache(async (id: string) => {
  const { scope } = await requirePageScope(`/chat/${id}`);
  return isUuid(id) ? getConversation(scope, id) : null;
});
