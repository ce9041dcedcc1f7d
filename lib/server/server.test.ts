import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { socketAddressHeader } from '@/lib/auth/client-address';
import { actionIsUnderstood } from './actions';
import { guardServers } from './index';

const site = { url: 'https://saydo.test', isSet: true };

let server: Server;
let port: number;
/** What stands behind the guard answers as the test says, and keeps what it was asked. */
let answer: (asked: IncomingMessage) => { status: number; headers?: Record<string, string> };
let asked: IncomingMessage;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  const seam = '../../scripts/seam.mjs';
  await import(seam);
  server = createServer(async (incoming, response) => {
    asked = incoming;
    for await (const _ of incoming);
    const { status, headers = {} } = answer(incoming);
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end('as it is');
  });
  server.listen(0);
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  expect(guardServers({ site, proxyHeader: undefined, isProduction: true })).toBe(true);
});
afterAll(() => {
  agent.destroy();
  server.close();
});
beforeEach(() => {
  answer = () => ({ status: 200 });
});

async function send(path: string, method = 'GET', headers: Record<string, string> = {}, body = '') {
  const sending = request({ port, path, method, headers, agent });
  sending.end(body);
  const [incoming] = (await once(sending, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return { status: incoming.statusCode, headers: incoming.headers, text };
}

const click = { origin: site.url, 'next-action': 'x', 'content-type': 'text/plain' };

describe('What stands before Next.js', () => {
  it('tells the socket’s address and the site’s own host, whatever a request says of either', async () => {
    const invented = {
      'X-Forwarded-For': '10.0.0.1',
      'x-real-ip': '10.0.0.2',
      Forwarded: 'for=10.0.0.3',
      'X-Saydo-Address': '10.0.0.4',
      'CF-Connecting-IP': '10.0.0.5',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'gopher',
      'X-Saydo-Path': '/elsewhere',
      'X-Saydo-Person': 'ann',
    };
    await send('/', 'GET', invented);
    const here = asked.headers[socketAddressHeader];
    expect(['127.0.0.1', '::']).toContain(here);
    expect(asked.headers).toMatchObject({
      'x-forwarded-for': here,
      'x-forwarded-host': 'saydo.test',
      'x-forwarded-proto': 'https',
      'x-saydo-person': 'ann',
    });
    expect(JSON.stringify([asked.headers, asked.rawHeaders])).not.toMatch(
      /10\.0\.0|evil|gopher|elsewhere/,
    );
  });

  it('leaves a connection that is used again alone, long after its first body', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    expect((await send('/api/chat', 'POST', {}, 'a body')).status).toBe(200);
    vi.advanceTimersByTime(60_000);
    expect((await send('/api/chat', 'POST', {}, 'another')).status).toBe(200);
    vi.advanceTimersByTime(60_000);
    expect((await send('/')).status).toBe(200);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says of every answer of the API that nobody keeps or frames it, once', async () => {
    answer = () => ({ status: 500, headers: { 'cache-control': 'no-cache, no-transform' } });
    const { headers } = await send('/api/tasks');
    expect(headers['cache-control']).toBe('no-store, no-transform');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['strict-transport-security']).toBeDefined();
    answer = () => ({
      status: 200,
      headers: { 'content-type': 'text/javascript', 'cache-control': 'public, immutable' },
    });
    expect((await send('/_next/static/x.js')).headers['cache-control']).toBe('public, immutable');
    answer = () => ({
      status: 200,
      headers: { 'content-type': 'text/x-component', 'cache-control': 'private, max-age=30' },
    });
    expect((await send('/tasks')).headers['cache-control']).toBe('no-store');
  });
});

describe('A form or click', () => {
  it('that none of our functions ever had is the sender’s failure, and leaves nothing in the log', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    answer = () => {
      console.error(new Error('What is this?'));
      return { status: 500 };
    };
    const { status, text, headers } = await send('/', 'POST', click, '["$1"]');
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 400,
      type: 'application/json',
    });
    expect(JSON.parse(text)).toMatchObject({
      error: expect.any(String),
      try_next: expect.any(String),
    });
    answer = () => {
      console.error(new Error('Body exceeded 1 MB limit.'));
      return { status: 500 };
    };
    expect((await send('/', 'POST', click, 'x')).status).toBe(413);
    expect(log.mock.calls.join('')).not.toMatch(/What is this|exceeded/);
    log.mockRestore();
  });

  it('that failed in one of our functions is our failure, and is logged', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    answer = () => {
      actionIsUnderstood();
      console.error('ours');
      return { status: 500 };
    };
    expect((await send('/', 'POST', click, '[]')).status).toBe(500);
    expect(log).toHaveBeenCalledWith('ours');
    log.mockRestore();
  });

  it('from elsewhere, of no kind that there is, or too large never reaches Next.js', async () => {
    answer = () => {
      throw new Error('Nothing should come here.');
    };
    const refused: [Record<string, string>, string, number][] = [
      [{ ...click, origin: 'https://evil.example' }, '[]', 403],
      [{ ...click, origin: 'null' }, '[]', 403],
      [{ ...click, 'content-type': 'application/json' }, '[]', 400],
      [{ origin: site.url, 'content-type': 'text/plain' }, '[]', 405],
      [{ origin: site.url, 'content-type': 'application/x-www-form-urlencoded' }, 'a=b', 405],
      [{ ...click, 'content-length': '2000000' }, 'x'.repeat(2_000_000), 413],
    ];
    for (const [headers, body, status] of refused) {
      const told = await send('/', 'POST', headers, body);
      expect(told.status, JSON.stringify(headers)).toBe(status);
      expect(JSON.parse(told.text)).toMatchObject({ error: expect.any(String) });
    }
    expect((await send('/', 'TRACE')).status).toBe(405);
  });
});
