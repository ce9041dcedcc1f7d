import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refuse } from './refuse';

/** In ms. Headers come at once, or the connection is not worth holding. */
const HEADERS_WITHIN = 15_000;
/** In ms, the whole request: a permitted file of 20 MB fits at 175 kB a second, and a message at 3. */
const WHOLE_WITHIN = { file: 120_000, other: 20_000 };
/** Of a body at least so many bytes come in so many ms, as long as there is somebody who reads them. */
const LEAST = { bytes: 4_096, within: 10_000 };
/** In ms. */
const LOOK_EVERY = 2_500;

type Progress = {
  response: ServerResponse;
  /** The request's own goes as soon as it is answered. */
  socket: Socket;
  bytes: number;
  at: number;
  until: number;
};

/**
 * Holds what sends to a pace: who sends half a request is let go within 30 seconds. What is being
 * answered may take as long as it likes.
 */
export function closeHalfOpen(server: Server, isProduction: boolean): void {
  server.headersTimeout = HEADERS_WITHIN;
  server.requestTimeout = WHOLE_WITHIN.file;
  // Nothing is served over an upgraded connection, but in development by Next.js. One would stay open.
  if (isProduction) Object.assign(server, { shouldUpgradeCallback: () => false });
}

const sending = new Map<IncomingMessage, Progress>();
let watch: NodeJS.Timeout | undefined;

/** Sees to it that the body of this request arrives, where it has one. */
export function awaitBody(
  request: IncomingMessage,
  response: ServerResponse,
  isFile: boolean,
): void {
  const { 'content-length': length, 'transfer-encoding': pieces } = request.headers;
  if (pieces === undefined && Number(length ?? 0) === 0) return;
  const at = performance.now();
  const until = at + (isFile ? WHOLE_WITHIN.file : WHOLE_WITHIN.other);
  const { socket } = request;
  sending.set(request, { response, socket, bytes: socket.bytesRead, at, until });
  watch ??= setInterval(look, LOOK_EVERY).unref();
}

function look(): void {
  const now = performance.now();
  for (const [request, progress] of sending) {
    const { bytesRead } = progress.socket;
    if (request.complete || request.destroyed) sending.delete(request);
    // What waits to be read is held up by us.
    else if (request.readableLength > 0) begin(progress, bytesRead, now);
    else if (now > progress.until || isStalled(progress, bytesRead, now)) {
      sending.delete(request);
      letGo(progress);
    } else if (bytesRead - progress.bytes >= LEAST.bytes) begin(progress, bytesRead, now);
  }
  if (sending.size > 0) return;
  clearInterval(watch);
  watch = undefined;
}

function begin(progress: Progress, bytesRead: number, now: number): void {
  progress.bytes = bytesRead;
  progress.at = now;
}

function isStalled({ bytes, at }: Progress, bytesRead: number, now: number): boolean {
  return now - at >= LEAST.within && bytesRead - bytes < LEAST.bytes;
}

function letGo({ response, socket }: Progress): void {
  if (response.headersSent) return void socket.destroy();
  response.once('finish', () => socket.destroy());
  refuse(response, 408, {
    error: 'The request did not arrive within its time.',
    try_next: 'Send it again, all of it at once.',
  });
}
