import type { z } from 'zod';
import { isConnectionLost } from '@/db/failure';
import { refusedHeader } from './auth/fields';
import { type Fault, findFault } from './first-fault';
import { logError } from './log';

/**
 * What every door answers when it refuses: what happened, what to do, which field is meant. `code` is
 * for a refusal that the app itself acts on.
 */
export type ErrorBody = {
  error: string;
  try_next: string;
  field?: string;
  code?: 'answer_is_running' | 'proof_needed' | 'other_person' | 'signed_out';
};

/** A refusal with its HTTP status. Doors turn it into JSON with `toResponse`. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly body: ErrorBody;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    { headers = {}, ...body }: ErrorBody & { headers?: Record<string, string> },
  ) {
    super(body.error);
    this.body = body;
    this.headers = headers;
  }
}

/** 401: nobody is signed in. */
export class Unauthorized extends HttpError {
  override name = 'Unauthorized';
  constructor() {
    super(401, {
      error: 'You are not signed in.',
      try_next: 'Sign in, then try again.',
      code: 'signed_out',
      headers: { [refusedHeader]: 'signed_out' },
    });
  }
}

/** 403: the request came from another site. */
export class Forbidden extends HttpError {
  override name = 'Forbidden';
  constructor() {
    super(403, {
      error: 'This request came from another site.',
      try_next: 'Open Saydo itself and try again there.',
    });
  }
}

/** 404: it does not exist, or it is someone else's; the answer is the same. */
export class NotFound extends HttpError {
  override name = 'NotFound';
  constructor(what: string) {
    super(404, { error: `There is no such ${what}.`, try_next: 'Reload to see what is there.' });
  }
}

/** 400: a cursor that none of our lists handed out. */
export class BadCursor extends HttpError {
  override name = 'BadCursor';
  constructor() {
    super(400, {
      error: 'This cursor is not one that the list gave.',
      try_next: 'Start again without a cursor.',
      field: 'cursor',
    });
  }
}

/** 429. `retryAfter` is in whole seconds. */
export class TooManyRequests extends HttpError {
  override name = 'TooManyRequests';
  constructor(retryAfter: number) {
    super(429, {
      error: 'That was too often in a short time.',
      try_next: `Wait ${inWords(retryAfter)}, then try again.`,
      headers: { 'Retry-After': String(retryAfter) },
    });
  }
}

/** The answer to a refused or failed request. An unknown error is logged and not told. */
export function toResponse(error: unknown): Response {
  if (error instanceof HttpError) {
    return Response.json(error.body, { status: error.status, headers: error.headers });
  }
  if (isCutOff(error)) return cutOff();
  logError('A request failed', error);
  if (isConnectionLost(error)) {
    return Response.json(
      {
        error: 'Saydo is too busy just now, or its database is restarting.',
        try_next: 'Try again in a moment. What was saved before is safe.',
      } satisfies ErrorBody,
      { status: 503, headers: { 'Retry-After': '5' } },
    );
  }
  return Response.json(
    {
      error: 'Something went wrong on our side.',
      try_next: 'Try again in a moment.',
    } satisfies ErrorBody,
    { status: 500 },
  );
}

/** Whether the sender went away, or was let go, before all of its request was there. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && error.message === 'aborted' && 'code' in error;
}

/** Nobody is left to read it. */
function cutOff(): Response {
  const body = { error: 'The request ended too early.', try_next: 'Send all of it.' };
  return Response.json(body satisfies ErrorBody, { status: 400 });
}

/**
 * The request's body. Throws 413 above `maxBytes`, however the length was declared, and 408 when it
 * has not come whole within `ms`.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  ms?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maxBytes) throw tooLong(maxBytes);
  // Written once to where it stays: pieces that are joined would be there twice.
  let bytes = new Uint8Array(declared > 0 ? declared : 16 * 1024);
  let length = 0;
  for await (const chunk of request.body ? inTime(request.body, ms) : []) {
    const needed = length + chunk.byteLength;
    if (needed > maxBytes) throw tooLong(maxBytes);
    if (needed > bytes.length) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(needed, bytes.length * 2)));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(chunk, length);
    length = needed;
  }
  return bytes.subarray(0, length);
}

/** The request's body as text. Throws as `readBytes` does, and 400 for bytes that are not UTF-8. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw notUtf8();
  }
}

/**
 * The request's JSON body, checked. Throws 413 above `maxBytes` and 400 otherwise, with the first
 * wrong field named by its path (`message.parts.0.text`).
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  const text = await readText(request, maxBytes);
  // Whatever walks the value afterwards may call itself.
  if (isDeep(text)) {
    throw new HttpError(400, {
      error: 'The request is nested too deeply.',
      try_next: 'Send what is described.',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, {
      error: 'The request is not valid JSON.',
      try_next: 'Send a JSON object.',
    });
  }
  return check(schema, value);
}

/** `value` checked against `schema`; throws 400 with the first wrong field named by its path. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const found = findFault(schema, value);
  if ('data' in found) return found.data;
  throw wrongField(found.fault);
}

/** 400: a field is wrong, or with an empty path all of it. */
export function wrongField({ error, path }: Fault): HttpError {
  const try_next = path ? `Correct "${path}" and send it again.` : 'Correct it.';
  return new HttpError(400, { error, try_next, ...(path && { field: path }) });
}

/** 400: the bytes are not text. */
export function notUtf8(): HttpError {
  return new HttpError(400, {
    error: 'The request is not valid UTF-8 text.',
    try_next: 'Send UTF-8.',
  });
}

/** What comes of a body within `ms`; then it is given up. */
async function* inTime(body: ReadableStream<Uint8Array>, ms: number | undefined) {
  const reader = body.getReader();
  let isLate = false;
  const timer =
    ms &&
    setTimeout(() => {
      isLate = true;
      reader
        .cancel()
        .catch((error: unknown) => logError('A late body could not be given up', error));
    }, ms);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (isLate) throw tooSlow();
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

const DEPTH_LIMIT = 64;

/** Whether lists or objects in a JSON text stand deeper in each other than anything that Saydo reads. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inString && sign === '\\') at += 1;
    else if (sign === '"') inString = !inString;
    else if (inString) continue;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEPTH_LIMIT) return true;
  }
  return false;
}

function inWords(seconds: number) {
  if (seconds === 1) return '1 second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

function tooSlow() {
  return new HttpError(408, {
    error: 'The request did not come whole in time, so nothing of it was done.',
    try_next: 'Send it again, over a faster connection.',
  });
}

function tooLong(maxBytes: number) {
  return new HttpError(413, {
    error: `That is too long: at most ${maxBytes.toLocaleString('en-US')} bytes fit in one request.`,
    try_next: 'Send less at a time.',
  });
}
