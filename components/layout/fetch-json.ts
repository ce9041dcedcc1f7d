import type { ErrorBody } from '@/lib/http';

/** A door said no, or could not be reached: what happened and what to do, in words. */
export class RequestError extends Error {
  override name = 'RequestError';
  constructor(
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly body: ErrorBody,
    /** Seconds to wait, from Retry-After. */
    readonly retryAfter: number | null = null,
  ) {
    super(body.error);
  }
}

/** Reads JSON from one of the app's own doors. Throws `RequestError`. */
export async function fetchJson<Answer>(url: string, init?: RequestInit): Promise<Answer> {
  const response = await request(url, init);
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    // The connection broke off in the middle of it.
    throw brokenOff(error);
  }
}

/** `fetch` which throws a `RequestError` for refusals and for a network that is not there. */
export async function request(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    throw brokenOff(error);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

/** What was let go on purpose stays that; anything else is a network that is not there. */
function brokenOff(error: unknown): unknown {
  const letGo = error instanceof DOMException && error.name === 'AbortError';
  return letGo ? error : new RequestError(0, unreachable());
}

function unreachable(): ErrorBody {
  return navigator.onLine
    ? { error: 'Saydo can’t be reached.', try_next: 'Nothing is lost. Try again in a moment.' }
    : { error: 'You are offline.', try_next: 'Nothing is lost. Try again when you are back.' };
}

async function refusal(response: Response): Promise<RequestError> {
  const text = await response.text();
  const wait = Number(response.headers.get('retry-after'));
  return new RequestError(response.status, readBody(text), wait > 0 ? wait : null);
}

function readBody(text: string): ErrorBody {
  const unknown = {
    error: 'Something went wrong on the way.',
    try_next: 'Nothing is lost. Try again in a moment.',
  };
  if (!text.startsWith('{')) return unknown;
  const body = JSON.parse(text) as Partial<ErrorBody>;
  return { ...unknown, ...body };
}
