import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import type { MessageRow } from './messages';

/** Which of its versions a message is, from 1, and the ones beside it. */
export type Versions = { place: number; of: number; previous?: string; next?: string };

type Shown = Pick<MessageRow, 'id' | 'parentId' | 'role' | 'conversationId'>;

/** The versions of those messages of a page that have several, by message id. */
export async function findVersions(scope: Scope, page: Shown[]): Promise<Map<string, Versions>> {
  const found = new Map<string, Versions>();
  const siblings = Map.groupBy(await siblingsOf(scope, page), kinship);
  for (const message of page) {
    const versions = siblings.get(kinship(message)) ?? [];
    const index = versions.findIndex(({ id }) => id === message.id);
    if (versions.length < 2 || index < 0) continue;
    const [previous, next] = [versions[index - 1]?.id, versions[index + 1]?.id];
    found.set(message.id, {
      place: index + 1,
      of: versions.length,
      ...(previous && { previous }),
      ...(next && { next }),
    });
  }
  return found;
}

/** Messages of one kinship answer or follow the same one: they are versions of each other. */
function kinship({ parentId, role }: Pick<Shown, 'parentId' | 'role'>): string {
  return `${role} ${parentId}`;
}

/** All versions of the messages, oldest first, without those that were taken out. */
async function siblingsOf(scope: Scope, page: Shown[]) {
  const parents = page.flatMap(({ parentId }) => parentId ?? []);
  const root = page.find(({ parentId }) => parentId === null);
  const kin = [
    ...(parents.length > 0 ? [inArray(messages.parentId, parents)] : []),
    ...(root
      ? [and(isNull(messages.parentId), eq(messages.conversationId, root.conversationId))]
      : []),
  ];
  if (kin.length === 0) return [];
  return scope.run((tx) =>
    tx
      .select({ id: messages.id, parentId: messages.parentId, role: messages.role })
      .from(messages)
      .where(and(eq(messages.userId, scope.userId), isNull(messages.deletedAt), or(...kin)))
      .orderBy(asc(messages.createdAt), asc(messages.id)),
  );
}
