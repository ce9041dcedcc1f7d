import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * A proxy that gives each request to the next server in turn. Nothing is buffered, and a server
 * that breaks off breaks the reader's connection too.
 */
export async function startRoundRobin(port = 0) {
  let servers: string[] = [];
  let next = 0;
  const proxy = createServer((incoming, outgoing) => {
    const target = servers[next++ % servers.length];
    if (!target) return outgoing.writeHead(502).end();
    const passed = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: passOn(incoming.headers), agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        pipeline(answer, outgoing, () => {});
      },
    );
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  proxy.listen(port, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    /** The servers from now on; the first of them gets the next request. */
    to(...urls: string[]) {
      servers = urls;
      next = 0;
    },
    async stop() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

/** The host stays the one that the person asked for; the connection is each side's own. */
function passOn({ connection: _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers;
}
