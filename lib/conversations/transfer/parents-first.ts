type Node = { id: string; parent: string | null };

/**
 * Messages in an order in which each comes after its parent, or which of them (its place, from 0)
 * stands under no message of the list. Ids are unique.
 */
export function parentsFirst<Message extends Node>(
  list: Message[],
): { inOrder: Message[] } | { error: string; place: number } {
  const ids = new Set(list.map(({ id }) => id));
  const orphan = list.findIndex(({ parent }) => parent !== null && !ids.has(parent));
  if (orphan >= 0) return { error: 'This follows a message that is not there.', place: orphan };

  const children = Map.groupBy(list, ({ parent }) => parent);
  const inOrder: Message[] = [];
  let level = children.get(null) ?? [];
  while (level.length > 0) {
    for (const message of level) inOrder.push(message);
    level = level.flatMap(({ id }) => children.get(id) ?? []);
  }
  if (inOrder.length === list.length) return { inOrder };
  const reached = new Set(inOrder);
  return {
    error: 'This follows itself, by way of the messages before it.',
    place: list.findIndex((message) => !reached.has(message)),
  };
}
