import { z } from 'zod';

/** One statement that the server ran, and where it looked for rows. */
export type Plan = { statement: string; scans: Scan[] };

export type Scan = {
  /** 'Seq Scan', 'Index Scan', 'Bitmap Heap Scan' and the like. */
  kind: string;
  table: string;
  index: string | undefined;
  /** How many rows it looked at, also those that it then left out. */
  rowsRead: number;
};

/** Reads what auto_explain reports in JSON; null for other notices. */
export function readPlan(notice: string): Plan | null {
  const [, json] = /^duration: .* plan:\n([\s\S]*)$/.exec(notice) ?? [];
  if (!json) return null;
  const { Plan: root, 'Query Text': statement } = report.parse(JSON.parse(json));
  return { statement, scans: [...scansOf(root)] };
}

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
};

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Actual Rows': z.number().optional(),
    'Actual Loops': z.number().optional(),
    'Rows Removed by Filter': z.number().optional(),
    'Rows Removed by Index Recheck': z.number().optional(),
    Plans: z.array(node).optional(),
  }),
);
const report = z.object({ 'Query Text': z.string(), Plan: node });

function* scansOf(at: Node): Generator<Scan> {
  const table = at['Relation Name'];
  const index = at['Index Name'];
  if (at['Node Type'].endsWith('Scan') && (table || index)) {
    const rows =
      (at['Actual Rows'] ?? 0) +
      (at['Rows Removed by Filter'] ?? 0) +
      (at['Rows Removed by Index Recheck'] ?? 0);
    yield {
      kind: at['Node Type'],
      table: table ?? '',
      index,
      rowsRead: rows * (at['Actual Loops'] ?? 1),
    };
  }
  for (const child of at.Plans ?? []) yield* scansOf(child);
}
