import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { refuse } from './refuse';

/** In ms. Headers come at once, or the connection is not worth holding. */
const HEADERS_WITHIN = 15_000;
/** In ms. A permitted file of 20 MB fits at 35 kB a second. */
const WHOLE_WITHIN = 600_000;
/** Of a body at least so many bytes come in so many ms, as long as there is somebody who reads them. */
const LEAST = { bytes: 4_096, within: 10_000 };
/** In ms. */
const LOOK_EVERY = 2_500;

type Progress = { response: ServerResponse; bytes: number; at: number };

/**
 * Holds what sends to a pace: who sends half a request is let go within 30 seconds. What is being
 * answered may take as long as it likes.
 */
export function closeHalfOpen(server: Server, isProduction: boolean): void {
  server.headersTimeout = HEADERS_WITHIN;
  server.requestTimeout = WHOLE_WITHIN;
  // Nothing is served over an upgraded connection, but in development by Next.js. One would stay open.
  if (isProduction) Object.assign(server, { shouldUpgradeCallback: () => false });
}

const sending = new Map<IncomingMessage, Progress>();
let watch: NodeJS.Timeout | undefined;

/** Sees to it that the body of this request arrives, where it has one. */
export function awaitBody(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length, 'transfer-encoding': pieces } = request.headers;
  if (pieces === undefined && Number(length ?? 0) === 0) return;
  sending.set(request, { response, bytes: request.socket.bytesRead, at: performance.now() });
  watch ??= setInterval(look, LOOK_EVERY).unref();
}

function look(): void {
  const now = performance.now();
  for (const [request, progress] of sending) {
    const { bytesRead } = request.socket;
    if (request.complete || request.destroyed) sending.delete(request);
    // What waits to be read is held up by us.
    else if (request.readableLength > 0 || bytesRead - progress.bytes >= LEAST.bytes) {
      progress.bytes = bytesRead;
      progress.at = now;
    } else if (now - progress.at >= LEAST.within) {
      sending.delete(request);
      letGo(request, progress.response);
    }
  }
  if (sending.size > 0) return;
  clearInterval(watch);
  watch = undefined;
}

function letGo(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) return void request.socket.destroy();
  response.once('finish', () => request.socket.destroy());
  refuse(response, 408, {
    error: 'The request did not arrive within its time.',
    try_next: 'Send it again, all of it at once.',
  });
}
