import { DrizzleQueryError } from 'drizzle-orm';

/** Writes a failure to the log, without the values of queries: those are people's own words. */
export function logError(what: string, error: unknown) {
  console.error(`${what}: ${describeError(error)}`);
}

/** One error in words. A failed query is named by its text and its cause, never its parameters. */
function describeError(error: unknown): string {
  if (error instanceof DrizzleQueryError) {
    return `query failed: ${error.query}\n  ${error.cause ? describeError(error.cause) : ''}`;
  }
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause ? `\n  caused by ${describeError(error.cause)}` : '';
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`;
}
