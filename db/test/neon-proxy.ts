import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createWebSocketStream, WebSocketServer } from 'ws';

/**
 * What Neon runs in front of its databases, for a Postgres that speaks only TCP: each WebSocket is
 * one connection to `host:port`. Listens on a free port of this machine.
 */
export async function startNeonProxy(target: { host: string; port: number }) {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const client = createWebSocketStream(socket);
    const database = connect(target.port, target.host);
    // Either side may vanish; the other must then learn of it, and the tests go on.
    client.on('error', () => database.destroy());
    database.on('error', () => client.destroy());
    client.on('close', () => database.destroy());
    client.pipe(database).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
