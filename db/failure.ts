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
  return `The database can't be prepared: ${innermostMessage(error)}`;
}

function innermostMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if (error instanceof AggregateError) return error.errors.map(innermostMessage).join(', ');
  // The Neon driver rejects with the event of its WebSocket, which holds the `error`.
  const inner = 'cause' in error ? error.cause : 'error' in error ? error.error : undefined;
  if (inner) return innermostMessage(inner);
  return 'message' in error && error.message ? String(error.message) : String(error);
}
