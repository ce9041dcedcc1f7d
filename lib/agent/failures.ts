import { AISDKError, APICallError } from 'ai';

/** The model said nothing for longer than the agent's patience. */
export class ModelSilent extends Error {
  override name = 'ModelSilent';
}

/** The model's answer ended before it was finished. */
export class AnswerCut extends Error {
  override name = 'AnswerCut';
}

/** The model's own rules kept it from answering. */
export class ModelDeclined extends Error {
  override name = 'ModelDeclined';
}

const BROKE_OFF = 'The answer broke off.';

/** What went wrong with the model, in words for the person. Never holds a key, a URL or a prompt. */
export function sayFailure(error: unknown): string {
  return `${whatHappened(error)} Your message is saved: press Retry ${whenToRetry(error)}.`;
}

/**
 * A failure for the log. What a server answers may quote the prompt or the key, so its text is left
 * out: a status, a type and a code tell what to mend.
 */
export function nameFailure(error: unknown): unknown {
  if (!AISDKError.isInstance(error)) return error;
  const named = APICallError.isInstance(error)
    ? [error.statusCode ?? 'no answer', errorData(error).type, errorData(error).code]
    : [];
  const text = [error.name, ...named.filter((word) => word !== undefined)].join(' ');
  return new Error(text, { cause: nameFailure(error.cause) });
}

/** Whether the model's account is used up, which its servers answer like being busy. */
export function isOutOfQuota(error: APICallError): boolean {
  const { code, type } = errorData(error);
  return code === 'insufficient_quota' || type === 'insufficient_quota';
}

/** How many whole seconds the model's server asked to wait, if it did. */
export function secondsToWait({ responseHeaders }: APICallError): number | undefined {
  const asked = responseHeaders?.['retry-after'];
  if (!asked) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(asked)
    ? Number(asked)
    : (Date.parse(asked) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}

function errorData({ data }: APICallError): { code?: string | number; type?: string } {
  // Checked by the provider, as far as a server keeps to the protocol.
  return (data as { error?: { code?: string | number; type?: string } } | undefined)?.error ?? {};
}

function whatHappened(error: unknown): string {
  if (APICallError.isInstance(error)) return whatServerDid(error);
  if (error instanceof ModelSilent) return 'The language model did not answer in time.';
  if (error instanceof ModelDeclined) return 'The language model declined to answer this.';
  return BROKE_OFF;
}

function whatServerDid(error: APICallError): string {
  const status = error.statusCode;
  if (status === undefined) return 'The language model could not be reached.';
  if (status === 401 || status === 403)
    return 'The language model refused the key that this Saydo is set up with.';
  if (status === 404) return 'The language model that this Saydo is set up with does not exist.';
  if (isOutOfQuota(error)) return "The language model's account is used up.";
  if (status === 429) return 'The language model is too busy for more questions just now.';
  if (status >= 500) return 'The language model had a fault of its own.';
  if (status >= 400) return 'The language model did not accept the question.';
  return BROKE_OFF;
}

function whenToRetry(error: unknown): string {
  if (!APICallError.isInstance(error)) return 'to go on, in a moment';
  if ([401, 403, 404].includes(error.statusCode ?? 0) || isOutOfQuota(error))
    return 'once its owner has mended that';
  const seconds = secondsToWait(error);
  if (seconds === undefined || seconds <= 10) return 'to go on, in a moment';
  return `in ${seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}`;
}
