import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Site } from '@/lib/auth/site';
import { refusalOfAction, runAction } from './actions';
import { tellAddress } from './addresses';
import { answerHeaders, fillIn } from './answer-headers';
import { awaitBody, closeHalfOpen } from './half-open';
import { refuse } from './refuse';

export type Guarding = {
  site: Site;
  /** TRUSTED_PROXY_HEADER, in lower case. */
  proxyHeader: string | undefined;
  isProduction: boolean;
};

/** What scripts/seam.mjs, which was loaded before Next.js, asks about servers and requests. */
type Guard = {
  server: (server: Server) => void;
  request: (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;
};

/** Next.js answers these; whatever else there is, Saydo has nothing for it. */
const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/**
 * Stands between sockets and Next.js from now on. Returns whether it does: false in a process that
 * was started without scripts/seam.mjs.
 */
export function guardServers(guarding: Guarding): boolean {
  const seam = (globalThis as { [seamName]?: (guard: Guard) => void })[seamName];
  seam?.(createGuard(guarding));
  return seam !== undefined;
}

const seamName = Symbol.for('saydo.seam');

function createGuard({ site, proxyHeader, isProduction }: Guarding): Guard {
  const defaults = answerHeaders(site.url.startsWith('https:'));
  return {
    server(server) {
      closeHalfOpen(server, isProduction);
      server.on('clientError', (error, socket) =>
        refuseUnreadable(error, socket as Socket, defaults),
      );
    },
    request(request, response, pass) {
      const path = request.url ?? '/';
      tellAddress(request, { proxyHeader, site });
      awaitBody(request, response, path.startsWith('/api/conversations/import'));
      fillInLate(response, path, defaults);
      if (!methods.includes(request.method ?? '')) {
        return refuse(response, 405, notHere, { ...defaults, allow: methods.join(', ') });
      }
      if (request.method !== 'POST' || path.startsWith('/api/')) return pass();
      const refusal = refusalOfAction(request, site);
      if (refusal)
        return refuse(response, refusal.status, refusal.body, { ...defaults, ...refusal.headers });
      runAction(response, pass);
    },
  };
}

const notHere = {
  error: 'Saydo has no use for a request of this kind.',
  try_next: 'Send GET to read and POST to change something.',
};

/** What an answer is can be seen only as it begins. */
function fillInLate(response: ServerResponse, path: string, defaults: Record<string, string>) {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (...head: unknown[]) => {
    if (!response.headersSent) fillIn(response, path, defaults);
    return writeHead(...head);
  };
}

const statuses: Record<string, string> = {
  HPE_INVALID_METHOD: '405 Method Not Allowed',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no request of HTTP, or was none within its time. */
function refuseUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  defaults: Record<string, string>,
) {
  // An answer that has begun can't be begun again.
  const begun = (socket as { _httpMessage?: ServerResponse })._httpMessage?.headersSent;
  if (!socket.writable || begun || error.code === 'ECONNRESET') return socket.destroy();
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  const headers = Object.entries({ ...defaults, connection: 'close', 'content-length': '0' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n`, () => socket.destroy());
}
