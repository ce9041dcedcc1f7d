import { APICallError, RetryError } from 'ai';

/** The model said nothing for longer than the agent's patience. */
export class ModelSilent extends Error {
  override name = 'ModelSilent';
}

/** What went wrong with the model, in words for the person. Never holds a key, a URL or a prompt. */
export function sayFailure(error: unknown): string {
  const cause = RetryError.isInstance(error) ? error.lastError : error;
  return `${whatHappened(cause)} Your message is saved: press Retry ${whenToRetry(cause)}.`;
}

function whatHappened(error: unknown): string {
  if (APICallError.isInstance(error)) {
    const status = error.statusCode;
    if (status === 401 || status === 403)
      return 'The language model refused the key that this Saydo is set up with.';
    if (status === 404) return 'The language model that this Saydo is set up with does not exist.';
    if (status === 429) return 'The language model is too busy for more questions just now.';
    if (status !== undefined && status >= 500) return 'The language model had a fault of its own.';
    if (status !== undefined) return 'The language model did not accept the question.';
    return 'The language model could not be reached.';
  }
  if (error instanceof ModelSilent) return 'The language model did not answer in time.';
  return 'The answer broke off.';
}

function whenToRetry(error: unknown): string {
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  if (status === 401 || status === 403 || status === 404) return 'once its owner has mended that';
  return 'to go on, in a moment';
}
