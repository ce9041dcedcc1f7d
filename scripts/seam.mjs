import { subscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';

/*
 * Loaded before Next.js. Lets no request through to it before lib/server has said how: that is
 * TypeScript, which Next.js loads for itself, so it comes by a symbol. Plain JavaScript, because
 * what reads TypeScript would be 25 MB of a server (docs/decisions/0033).
 */

/** In ms: how often Node looks for requests that take too long. It must know before it listens. */
const LOOK_EVERY = 5_000;

const guarded = new WeakSet();
const ready = Promise.withResolvers();
let guard = null;

globalThis[Symbol.for('saydo.seam')] = (given) => {
  guard = given;
  ready.resolve();
};

subscribe('tracing:net.server.listen:asyncStart', ({ server }) => {
  if (!(server instanceof Server) || guarded.has(server)) return;
  guarded.add(server);
  server.connectionsCheckingInterval = LOOK_EVERY;
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  void ready.promise.then(() => guard.server(server));
  server.on('request', async (request, response) => {
    if (!guard) await ready.promise;
    guard.request(request, response, () => {
      for (const listener of listeners) listener.call(server, request, response);
    });
  });
});
