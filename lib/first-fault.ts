import type { z } from 'zod';

/** What is wrong with a value, and where in it (`message.parts.0.text`). */
export type Fault = { error: string; path: string };

/** `value` checked against `schema`, or the first thing that is wrong with it. */
export function findFault<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema> } | { fault: Fault } {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data };
  const issue = nearest(result.error.issues);
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])];
  return {
    fault: {
      error: shorten(issue?.message ?? 'The request is malformed.'),
      path: shorten(path.join('.')),
    },
  };
}

/** The first problem; of a union, the first one in the member that comes nearest to fitting. */
function nearest(issues: z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues;
  if (issue?.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const closest = issue.errors.reduce((best, next) => (next.length < best.length ? next : best));
  const inner = nearest(closest);
  return inner && { ...inner, path: [...issue.path, ...inner.path] };
}

/** Names of unknown fields are in both, and they may be as long and as many as the request. */
function shorten(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500).toWellFormed()}…` : text;
}
