import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { labels, projects, taskLabels } from '@/db/schema';
import type { Scope } from '@/lib/scope';

/** What a task is filed under, by name; left out: stays as it is. */
type Filing = { project?: string | null; labels?: string[] };

/** A name that is stored: the spelling of whoever used it first. */
type Named = { id: string; name: string };
type Names = ReadonlyMap<string, Named>;
export type KnownNames = { projects: Names; labels: Names };

/**
 * Finds the projects and labels of these names, and makes those that are new. Names are compared
 * without their case. All are made at once and in one order, so that two writers can't wait for
 * each other.
 */
export async function settleNames(
  tx: Transaction,
  scope: Scope,
  filings: Filing[],
): Promise<KnownNames> {
  const named = filings.flatMap(({ project }) => (project ? [project] : []));
  const labelled = filings.flatMap(({ labels: names = [] }) => names);
  return {
    projects: await settle(tx, scope, projects, named),
    labels: await settle(tx, scope, labels, labelled),
  };
}

/** The filing with every name as it is stored, each label once, in the order of their names. */
export function asStored<Filed extends Filing>(filing: Filed, known: KnownNames): Filed {
  const filed = { ...filing };
  if (filing.project) filed.project = nameOf(known.projects, filing.project).name;
  if (filing.labels) {
    const names = new Set(filing.labels.map((name) => nameOf(known.labels, name).name));
    filed.labels = [...names].sort(byName);
  }
  return filed;
}

export function projectIdOf(project: string | null, known: KnownNames): string | null {
  return project && nameOf(known.projects, project).id;
}

/** Makes `names` the labels of these tasks, instead of all that they had. */
export async function writeLabels(
  tx: Transaction,
  scope: Scope,
  filings: { taskId: string; labels: string[]; isNew?: boolean }[],
  known: KnownNames,
): Promise<void> {
  for (const { taskId, isNew } of filings) {
    if (isNew) continue;
    await tx
      .delete(taskLabels)
      .where(and(eq(taskLabels.userId, scope.userId), eq(taskLabels.taskId, taskId)));
  }
  const rows = filings.flatMap(({ taskId, labels: names }) =>
    names.map((name) => ({
      userId: scope.userId,
      id: uuidv7(),
      taskId,
      labelId: nameOf(known.labels, name).id,
    })),
  );
  if (rows.length > 0) await tx.insert(taskLabels).values(rows);
}

async function settle(
  tx: Transaction,
  scope: Scope,
  table: typeof projects | typeof labels,
  asked: string[],
): Promise<Names> {
  const names = [...new Set(asked)].sort(byName);
  if (names.length === 0) return new Map();
  await tx
    .insert(table)
    .values(names.map((name) => ({ userId: scope.userId, id: uuidv7(), name })))
    .onConflictDoNothing();
  // The database compares, as its unique index does: its idea of a lower case may not be ours.
  const list = sql.join(
    names.map((name) => sql`(${name}::text)`),
    sql`, `,
  );
  const { rows } = await tx.execute<Named & { asked: string }>(sql`
    select asked.name as asked, ${table.id}, ${table.name}
    from (values ${list}) as asked(name)
    join ${table} on lower(${table.name}) = lower(asked.name) and ${table.userId} = ${scope.userId}`);
  return new Map(
    rows.flatMap(({ asked: name, ...found }) => [
      [name, found] as const,
      [found.name, found] as const,
    ]),
  );
}

function nameOf(names: Names, name: string): Named {
  const found = names.get(name);
  if (!found) throw new Error('A name was used before it was settled.');
  return found;
}

function byName(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
