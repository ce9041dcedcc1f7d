import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { tasks } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { highlight, needlesOf, type Segment, snippet } from './highlight';
import { cutPage, type Hits, inOrder, type Wanted } from './hits';
import { nearWordsIn } from './near-words';
import { rankTitles } from './titles';

/** A task that was found by its title or its description. */
export type TaskHit = {
  id: string;
  title: Segment[];
  /** The part of the description that was found; null where there is none. */
  description: Segment[] | null;
  due_date: string | null;
  /** 'HH:mm', null: all day. */
  due_time: string | null;
  time_zone: string | null;
  completed: boolean;
};

/** The person's tasks, open ones before done ones that fit as well; the trash is left out. */
export async function searchTasks(
  tx: Transaction,
  scope: Scope,
  wanted: Wanted,
): Promise<Hits<TaskHit>> {
  const mine = and(eq(tasks.userId, scope.userId), isNull(tasks.deletedAt));
  const titles = sql`select ${tasks.id}, ${tasks.title}, ${tasks.description} as below,
    ${tasks.updatedAt} as at, (not ${tasks.completed})::int as ahead from ${tasks} where ${mine}`;
  const places = await rankTitles(tx, titles, wanted);
  const { ids, next_cursor } = cutPage(places, wanted.limit, 'words');
  if (ids.length === 0) return { hits: [], next_cursor };
  const rows = await tx
    .select({
      id: tasks.id,
      title: tasks.title,
      description: tasks.description,
      due_date: tasks.dueDate,
      due_time: tasks.dueTime,
      time_zone: tasks.timeZone,
      completed: tasks.completed,
    })
    .from(tasks)
    .where(and(mine, inArray(tasks.id, ids)));
  const near = nearWordsIn(
    rows.flatMap(({ title, description }) => [title, description]),
    wanted.query.terms,
  );
  const needles = needlesOf(wanted.query, wanted.stems, near);
  return {
    hits: inOrder(ids, rows).map(({ title, description, due_time, ...row }) => ({
      ...row,
      title: highlight(title, needles),
      description: found(snippet(description, needles)),
      due_time: due_time?.slice(0, 5) ?? null,
    })),
    next_cursor,
  };
}

function found(segments: Segment[]): Segment[] | null {
  return segments.some((segment) => segment.hit) ? segments : null;
}
