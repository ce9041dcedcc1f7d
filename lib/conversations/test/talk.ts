import { v7 as uuidv7 } from 'uuid';
import { conversationMetadata, conversations, messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';

type Said = {
  /** What it says, and its name in the test: one that begins with 'q' is a question. */
  name: string;
  /** The name of the message that it follows; left out for the first one. */
  after?: string;
  /** Hidden: of a version that is not shown. */
  hidden?: boolean;
};

const BEGUN = Date.parse('2026-11-22T09:00:00Z');

/** Stores a conversation of these messages, a second apart, and gives its id and theirs by name. */
export async function storeTalk(scope: Scope, said: Said[]) {
  const conversationId = uuidv7();
  const ids = new Map(said.map(({ name }) => [name, uuidv7()]));
  const id = (name: string): string => {
    const found = ids.get(name);
    if (!found) throw new Error(`Nobody said ${name}.`);
    return found;
  };
  const own = { userId: scope.userId, conversationId };
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({ userId: scope.userId, id: conversationId });
    await tx.insert(conversationMetadata).values({ ...own, messageCount: said.length });
    // In parts: a statement takes at most 65,535 parameters.
    for (let first = 0; first < said.length; first += 1000) {
      await tx.insert(messages).values(
        said.slice(first, first + 1000).map(({ name, after, hidden }, index) => ({
          ...own,
          id: id(name),
          parentId: after === undefined ? null : id(after),
          role: name.startsWith('q') ? ('user' as const) : ('assistant' as const),
          status: 'complete' as const,
          content: name,
          active: !hidden,
          createdAt: new Date(BEGUN + (first + index) * 1000),
        })),
      );
    }
  });
  return { conversationId, id };
}
