/** Writes a failure to the log, without the values of queries: those are people's own words. */
export function logError(what: string, error: unknown) {
  console.error(`${what}: ${describeError(error)}`);
}

/** One error in words. A failed query is named by its text and its cause, never its parameters. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stack, name, message } = withoutValues(error);
  const cause = error.cause ? `\n  caused by ${describeError(error.cause)}` : '';
  return `${stack ?? `${name}: ${message}`}${cause}`;
}

/**
 * The same error, and where it is a failed query without its parameters, for whoever logs it next.
 * Told by its shape: a server bundles more than one copy of Drizzle, each with a class of its own.
 */
export function withoutValues<E>(error: E): E {
  if (!(error instanceof Error) || !('query' in error) || !('params' in error)) return error;
  const told = error.message;
  error.message = `Failed query: ${error.query}`;
  error.stack = error.stack?.replace(told, error.message);
  return Object.assign(error, { params: [] });
}
