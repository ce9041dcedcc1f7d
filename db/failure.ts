/** The database can't be used as it is. The message is meant for the person, whole. */
export class DatabaseUnusableError extends Error {
  override name = 'DatabaseUnusableError';
}

/**
 * Why the database could not be prepared, in one line: the innermost cause, because what wraps it
 * repeats the whole query.
 */
export function explainFailure(error: unknown): string {
  if (error instanceof DatabaseUnusableError) return error.message;
  let message = '';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const parts = cause instanceof AggregateError ? cause.errors.map(String).join(', ') : '';
    message = cause.message || parts || message;
  }
  return `The database can't be prepared: ${message || String(error)}`;
}
