import type { ConversationSummary } from '@/lib/conversations';
import type { ConversationHit, MessageHit, SearchKind, SearchResults, TaskHit } from '@/lib/search';

/** One line of the search that can be chosen. */
export type PaletteItem =
  | { type: 'action'; id: ActionId; label: string }
  | { type: 'recent'; id: string; conversation: ConversationSummary }
  | { type: 'conversation'; id: string; hit: ConversationHit }
  | { type: 'message'; id: string; hit: MessageHit }
  | { type: 'task'; id: string; hit: TaskHit }
  | { type: 'more'; id: string; kind: SearchKind; cursor: string };

export type ActionId = 'new-chat' | 'tasks' | 'settings' | 'theme';

/** Base UI's own shape of a group. */
export type PaletteGroup = { label: string; items: PaletteItem[] };

const RECENT = 6;

/** Before anything is typed: what was talked about last, and what can be done. */
export function groupsAtFirst(
  conversations: ConversationSummary[],
  actions: PaletteItem[],
): PaletteGroup[] {
  const recent = conversations
    .slice(0, RECENT)
    .map((conversation): PaletteItem => ({ type: 'recent', id: conversation.id, conversation }));
  return filled([
    { label: 'Recent', items: recent },
    { label: 'Go to', items: actions },
  ]);
}

/** What fits the query: the server's results where they are there, and actions of such a name. */
export function groupsFor(
  query: string,
  results: SearchResults | null,
  actions: PaletteItem[],
): PaletteGroup[] {
  const named = actions.filter((item) => item.type === 'action' && fits(item.label, query));
  if (!results) return filled([{ label: 'Go to', items: named }]);
  const { conversations, messages, tasks } = results;
  return filled([
    {
      label: 'Conversations',
      items: [
        ...conversations.hits.map((hit) => ({ type: 'conversation' as const, id: hit.id, hit })),
        ...moreOf('conversations', conversations.next_cursor),
      ],
    },
    {
      label: 'Tasks',
      items: [
        ...tasks.hits.map((hit) => ({ type: 'task' as const, id: hit.id, hit })),
        ...moreOf('tasks', tasks.next_cursor),
      ],
    },
    {
      label: 'Messages',
      items: [
        ...messages.hits.map((hit) => ({ type: 'message' as const, id: hit.id, hit })),
        ...moreOf('messages', messages.next_cursor),
      ],
    },
    { label: 'Go to', items: named },
  ]);
}

/** How many results there are to choose from, in words for a screen reader. */
export function sayCount(results: SearchResults): string {
  const { conversations, messages, tasks } = results;
  const all = [conversations, messages, tasks];
  const count = all.reduce((sum, kind) => sum + kind.hits.length, 0);
  if (count === 0) return 'Nothing found';
  const beyond = all.some((kind) => kind.next_cursor) ? ', and more' : '';
  return `${count} ${count === 1 ? 'result' : 'results'}${beyond}`;
}

function moreOf(kind: SearchKind, cursor: string | null): PaletteItem[] {
  return cursor ? [{ type: 'more', id: `more-${kind}`, kind, cursor }] : [];
}

function fits(label: string, query: string): boolean {
  const words = label.toLowerCase().split(' ');
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

const filled = (groups: PaletteGroup[]) => groups.filter((group) => group.items.length > 0);
