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

/**
 * Whether a query failed because the database could not be reached or ended the connection. What
 * it was to do may have been done all the same.
 */
export function isConnectionLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  if (LOST_CODE.test(code) || LOST_MESSAGE.test(message)) return true;
  const inner = 'cause' in error ? error.cause : 'error' in error ? error.error : undefined;
  return isConnectionLost(inner);
}

/** Class 08 and the shutdowns of 57 (Postgres, appendix A), and what a socket says. */
const LOST_CODE = /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/;
/** The drivers have no codes for these. */
const LOST_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|The client was closed)/i;
