import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Server } from '../bench/servers.ts';
import { type Saydo, startAlone } from './alone.ts';
import { type Person, signUp } from './person.ts';

/** In ms. */
const CLOSED_WITHIN = 30_000;

let saydo: Saydo;
let server: Server;
let ann: Person;
beforeAll(async () => {
  saydo = await startAlone();
  server = saydo.server;
  ann = await signUp(server.url);
});
afterAll(() => saydo?.close());

function open(): Socket {
  const socket = connect(Number(new URL(server.url).port), 'localhost');
  socket.on('error', () => {}).on('data', () => {});
  return socket;
}

/** How long the server held the connection on which `send` goes on sending, in ms. */
async function heldFor(send: (socket: Socket) => void): Promise<number> {
  const socket = open();
  await once(socket, 'connect');
  const begun = performance.now();
  send(socket);
  await Promise.race([once(socket, 'close'), sleep(CLOSED_WITHIN + 5_000)]);
  socket.destroy();
  return performance.now() - begun;
}

/** The beginning, and then a little of the rest every second, for ever. */
function trickle(socket: Socket, beginning: string, piece: string) {
  socket.write(beginning);
  const timer = setInterval(() => socket.write(piece), 1_000);
  socket.once('close', () => clearInterval(timer));
}

const head = (path: string, more = '') =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\norigin: ${server.url}\r\ncontent-type: application/json\r\n${more}`;

it('Whoever sends half a request, or nothing, is let go within 30 seconds; others are answered meanwhile', async () => {
  const sized = 'content-length: 5000000\r\n\r\n';
  const pieces = 'transfer-encoding: chunked\r\n\r\n';
  const form = head('/sign-in', `next-action: x\r\n${sized}`).replace(
    'application/json',
    'text/plain',
  );
  const upgrade = 'connection: upgrade, close\r\nupgrade: websocket\r\n\r\n';
  const ways: [string, (socket: Socket) => void][] = [
    ['nothing', () => {}],
    ['half a line', (socket) => socket.write('GET / HT')],
    [
      'headers that never end',
      (socket) => trickle(socket, 'GET / HTTP/1.1\r\nhost: x\r\n', 'a: b\r\n'),
    ],
    ['a body that stalls', (socket) => socket.write(head('/api/chat', `${sized}{`))],
    [
      'a file of a byte a second',
      (socket) => trickle(socket, head('/api/conversations/import', sized), '['),
    ],
    [
      'a sign-in of a byte a second',
      (socket) => trickle(socket, head('/api/auth/sign-in/email', pieces), '1\r\n{\r\n'),
    ],
    ['a form of a byte a second', (socket) => trickle(socket, form, '[')],
    [
      'a second request that stalls',
      (socket) => socket.write('HEAD /sign-in HTTP/1.1\r\nhost: x\r\n\r\nGET / HT'),
    ],
    [
      'an upgrade to what there is not',
      (socket) => socket.write(`GET / HTTP/1.1\r\nhost: x\r\n${upgrade}`),
    ],
  ];
  const held = Promise.all(ways.map(async ([way, send]) => [way, await heldFor(send)] as const));
  for (let second = 0; second < 10; second += 1) {
    expect((await fetch(`${server.url}/sign-in`)).status).toBe(200);
    await sleep(1_000);
  }
  for (const [way, ms] of await held) expect(ms, way).toBeLessThan(CLOSED_WITHIN);
});

it('A slow file arrives all the same, and a stream stays open', async () => {
  const events = await fetch(`${server.url}/api/events`, { headers: ann.headers(server.url) });
  expect(events.status).toBe(200);
  const chunk = new TextEncoder().encode(' '.repeat(4_096));
  let left = 35;
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await sleep(1_000);
      left -= 1;
      controller.enqueue(left === 0 ? new TextEncoder().encode('{"nothing": "of ours"}') : chunk);
      if (left === 0) controller.close();
    },
  });
  const answer = await fetch(`${server.url}/api/conversations/import`, {
    method: 'POST',
    headers: ann.headers(server.url),
    body: slow,
    duplex: 'half',
  } as RequestInit);
  expect(answer.status).toBe(400);
  const reader = events.body?.getReader();
  const heard = await reader?.read();
  expect(heard?.done).toBe(false);
  await reader?.cancel();
});

it('Nothing of it is in the log but what the server says as it starts', () => {
  expect(saydo.log.join('')).not.toMatch(/\n\s+at /);
});
