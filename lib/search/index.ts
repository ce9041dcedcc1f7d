import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { HttpError } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { type ConversationHit, searchConversations } from './conversations';
import type { Hits } from './hits';
import { type MessageHit, searchMessages } from './messages';
import { parseQuery, type SearchQuery } from './parse-query';
import { searchTasks, type TaskHit } from './tasks';

export type { ConversationHit } from './conversations';
export type { Segment } from './highlight';
export type { Hits } from './hits';
export type { MessageHit } from './messages';
export type { TaskHit } from './tasks';

export const searchKinds = ['conversations', 'messages', 'tasks'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Kinds that were not asked for are empty. */
export type SearchResults = {
  conversations: Hits<ConversationHit>;
  messages: Hits<MessageHit>;
  tasks: Hits<TaskHit>;
};

type SearchOptions = {
  /** Anything a person may type; see `parseQuery`. */
  query: string;
  /** At most so many of a kind, 1 to 100. */
  limit: number;
  kinds?: readonly SearchKind[];
  /** A `next_cursor` of the one kind in `kinds`. */
  cursor?: string;
  /** How long one statement may take, in ms. */
  patience?: number;
};

/**
 * What a person has said, been told and planned that fits `query`. Throws `SearchTooLong` (503)
 * and `BadCursor` (400).
 */
export async function search(
  scope: Scope,
  { query: text, limit, kinds = searchKinds, cursor, patience = 2000 }: SearchOptions,
): Promise<SearchResults> {
  const query = parseQuery(text);
  if (query.terms.length === 0) return { conversations: none, messages: none, tasks: none };
  return scope
    .run(async (tx) => {
      const wanted = { query, stems: await begin(tx, query, patience), limit, cursor };
      const asked = (kind: SearchKind) => kinds.includes(kind);
      return {
        conversations: asked('conversations') ? await searchConversations(tx, scope, wanted) : none,
        tasks: asked('tasks') ? await searchTasks(tx, scope, wanted) : none,
        messages: asked('messages') ? await searchMessages(tx, scope, wanted) : none,
      };
    })
    .catch((error: unknown) => {
      throw wasCancelled(error) ? new SearchTooLong() : error;
    });
}

/** 503: the database gave up, so that one search can't hold up the others. */
export class SearchTooLong extends HttpError {
  override name = 'SearchTooLong';
  constructor() {
    super(503, {
      error: 'That search took too long.',
      try_next: 'Look for longer or fewer words.',
    });
  }
}

const none = { hits: [], next_cursor: null };

/** Bounds the time of each statement that follows, and asks for the stems of the query's terms. */
async function begin(tx: Transaction, query: SearchQuery, patience: number): Promise<string[][]> {
  const terms = JSON.stringify(query.terms.map((term) => term.text));
  const { rows } = await tx.execute<{ stems: string[][] }>(sql`
    select set_config('statement_timeout', ${String(patience)}, true), (
      select json_agg(to_json(tsvector_to_array(searchable(term))) order by place)
      from json_array_elements_text(${terms}::json) with ordinality as terms(term, place)
    ) as stems`);
  return rows[0]?.stems ?? [];
}

/** Postgres's query_canceled. */
function wasCancelled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === '57014') || wasCancelled(error.cause);
}
