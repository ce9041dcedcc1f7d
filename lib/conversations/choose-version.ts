import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import type { MessageRow } from './messages';
import { leavePath } from './path';
import { holdQuiet } from './quiet';

/**
 * Shows this version of a message and, below it, the path that was last gone on with there. Tasks
 * are left as they are. False when the conversation has no such message; throws `NotFound` without
 * such a conversation, and 409 while an answer is being written in it.
 */
export function chooseVersion(
  scope: Scope,
  conversationId: string,
  messageId: string,
  now: Date,
): Promise<boolean> {
  return scope.run(async (tx) => {
    await holdQuiet(tx, scope, conversationId, now);
    const nodes = await readTree(tx, scope, conversationId);
    const chosen = nodes.find(({ id }) => id === messageId);
    if (!chosen || chosen.deletedAt) return false;
    if (chosen.active) return true;
    const path = pathThrough(nodes, chosen);
    const left = nodes.find((node) => node.active && !path.has(node));
    if (left) await leavePath(tx, scope, { conversationId, createdAt: left.createdAt });
    await show(tx, scope, path);
    return true;
  });
}

type Node = Pick<MessageRow, 'id' | 'parentId' | 'createdAt' | 'active' | 'deletedAt'>;

/** All messages of the conversation, oldest first, without what they say. */
function readTree(tx: Transaction, scope: Scope, conversationId: string): Promise<Node[]> {
  return tx
    .select({
      id: messages.id,
      parentId: messages.parentId,
      createdAt: messages.createdAt,
      active: messages.active,
      deletedAt: messages.deletedAt,
    })
    .from(messages)
    .where(and(eq(messages.userId, scope.userId), eq(messages.conversationId, conversationId)))
    .orderBy(asc(messages.createdAt), asc(messages.id));
}

/** The path from the first message through the chosen one to the newest below it. */
function pathThrough(nodes: Node[], chosen: Node): Set<Node> {
  const below = new Set([chosen.id]);
  let step: Node | undefined = chosen;
  for (const node of nodes) {
    if (!node.parentId || !below.has(node.parentId)) continue;
    below.add(node.id);
    step = node;
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path = new Set<Node>();
  while (step) {
    path.add(step);
    step = step.parentId ? byId.get(step.parentId) : undefined;
  }
  return path;
}

/** Shows the messages of a path, apart from those that were taken out of the conversation. */
async function show(tx: Transaction, scope: Scope, path: Set<Node>): Promise<void> {
  const hidden = [...path].filter(({ active, deletedAt }) => !active && !deletedAt);
  await tx
    .update(messages)
    .set({ active: true })
    .where(
      and(
        eq(messages.userId, scope.userId),
        // One parameter, however long the path is.
        sql`${messages.id} = any(${sql.param(hidden.map(({ id }) => id))}::uuid[])`,
        isNull(messages.deletedAt),
      ),
    );
}
