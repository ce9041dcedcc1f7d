import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { requireFromSite, type Site } from '@/lib/auth/site';
import { type ErrorBody, HttpError } from '@/lib/http';

/** How large a form or click may be, in bytes: Next.js takes no more. */
const LARGEST = 1024 * 1024;

type Refusal = { status: number; body: ErrorBody; headers?: Record<string, string> };

/** Why a POST to a page is none that one of our pages sends; null where it may be one. */
export function refusalOfAction({ headers }: IncomingMessage, site: Site): Refusal | null {
  try {
    requireFromSite(site, toHeaders(headers));
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return { status: error.status, body: error.body };
  }
  const type = headers['content-type'] ?? '';
  const isForm = /^multipart\/form-data *; *boundary=/.test(type);
  const isClick = headers['next-action'] !== undefined;
  if (!isForm && !isClick) {
    return {
      status: 405,
      body: { error: 'A page takes no such request.', try_next: 'Open the page instead.' },
      headers: { allow: 'GET, HEAD' },
    };
  }
  if (!isForm && !type.startsWith('text/plain')) return { status: 400, body: broken };
  if (Number(headers['content-length'] ?? 0) > LARGEST) return { status: 413, body: tooLarge };
  return null;
}

const broken = {
  error: 'This form or click could not be read, so nothing was done.',
  try_next: 'Reload the page and try again.',
};
const tooLarge = {
  error: 'That is too much for one form, so nothing was done.',
  try_next: 'Send less at a time.',
};

/** A form or click on its way: `understood` as soon as one of our own functions has it. */
type Action = { response: ServerResponse; understood: boolean; tooLarge: boolean };
type Shared = { [shared]?: AsyncLocalStorage<Action> };

// Next.js bundles this file more than once: what is shared is found by name.
const shared = Symbol.for('saydo.actions');
function running(): AsyncLocalStorage<Action> {
  const place = globalThis as Shared;
  if (!place[shared]) {
    place[shared] = new AsyncLocalStorage();
    keepOutOfLog(place[shared]);
  }
  return place[shared];
}

/** Says that the request has reached a function of ours: what fails from here on is our failure. */
export function actionIsUnderstood(): void {
  const action = running().getStore();
  if (action) action.understood = true;
}

/** Passes on what a refusal says in headers: an action's answer has no status and no headers. */
export function tellRefusal(error: unknown): void {
  const action = running().getStore();
  if (!action || action.response.headersSent || !(error instanceof HttpError)) return;
  for (const [name, value] of Object.entries(error.headers)) action.response.setHeader(name, value);
}

/**
 * Lets Next.js answer a form or click. It takes what it can't decode for a failure of the server,
 * 500 and a stack in the log; it is the sender's.
 */
export function runAction(response: ServerResponse, pass: () => void): void {
  const action: Action = { response, understood: false, tooLarge: false };
  refuseInstead(response, action);
  running().run(action, pass);
}

function refuseInstead(response: ServerResponse, action: Action): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  const write = response.write.bind(response) as (...chunk: unknown[]) => boolean;
  const end = response.end.bind(response) as (...chunk: unknown[]) => ServerResponse;
  let refused = false;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    refused = status >= 500 && !action.understood;
    if (!refused) return writeHead(status, ...rest);
    for (const name of ['content-length', 'content-encoding', 'etag']) response.removeHeader(name);
    response.setHeader('content-type', 'application/json');
    return writeHead(action.tooLarge ? 413 : 400);
  };
  const begin = () => {
    if (!response.headersSent) response.writeHead(response.statusCode);
  };
  response.write = (...chunk: unknown[]) => {
    begin();
    return refused || write(...chunk);
  };
  response.end = (...chunk: unknown[]) => {
    begin();
    return refused ? end(JSON.stringify(action.tooLarge ? tooLarge : broken)) : end(...chunk);
  };
}

/** Next.js writes what it can't decode to the console, with a stack for each. */
function keepOutOfLog(actions: AsyncLocalStorage<Action>): void {
  for (const level of ['error', 'warn'] as const) {
    const log = console[level].bind(console);
    console[level] = (...said: unknown[]) => {
      const action = actions.getStore();
      if (!action || action.understood) return log(...said);
      action.tooLarge ||= said.some(
        (thing) => thing instanceof Error && /^Body exceeded/.test(thing.message),
      );
    };
  }
}

function toHeaders(headers: IncomingMessage['headers']): Headers {
  const pairs = Object.entries(headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  );
  return new Headers(pairs);
}
