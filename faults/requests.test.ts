import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../bench/servers.ts';
import { type Saydo, startAlone } from './alone.ts';
import { type Person, signUp } from './person.ts';

let saydo: Saydo;
let server: Server;
let ann: Person;
let clicks: string[];
beforeAll(async () => {
  saydo = await startAlone();
  server = saydo.server;
  ann = await signUp(server.url);
  clicks = await actionsOf(server.url, '/sign-in');
  expect(clicks.length).toBeGreaterThan(0);
});
afterAll(() => saydo?.close());

type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/** A request with any method and any headers, which `fetch` would not send. */
async function send(
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const asking = ask(server.url + path, { method, headers, agent: false });
  asking.end(body);
  const [answer] = await once(asking, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: Buffer.concat(chunks).toString(),
  };
}

/** The ids of the forms of a page, as a browser finds them in its scripts. */
async function actionsOf(url: string, path: string): Promise<string[]> {
  const page = await (await fetch(url + path)).text();
  const scripts = [...page.matchAll(/\/_next\/static\/[^"\\]+\.js/g)].map(([script]) => script);
  const texts = await Promise.all(
    [...new Set(scripts)].map(async (script) => (await fetch(url + script)).text()),
  );
  return [
    ...new Set(
      texts.flatMap((text) => [...text.matchAll(/"([0-9a-f]{42})"/g)].map(([, id]) => id ?? '')),
    ),
  ];
}

const hasStack = () => /\n\s+at /.test(saydo.log.join(''));

describe('A form or click that is broken', () => {
  const click = (body: string | Buffer, more: Record<string, string> = {}, path = '/sign-in') =>
    send(path, {
      method: 'POST',
      headers: {
        origin: server.url,
        'next-action': clicks[0] ?? '',
        'content-type': 'text/plain;charset=UTF-8',
        'content-length': String(Buffer.byteLength(body)),
        ...more,
      },
      body,
    });
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' };

  it('from another site is refused as such, whatever it says', async () => {
    const origins = [
      'https://evil.example',
      'null',
      '',
      'nonsense',
      `${server.url}.evil.example`,
      'http://localhost:1',
    ];
    for (const origin of origins) {
      for (const forwarded of [{}, { 'x-forwarded-host': 'evil.example' }] as Record<
        string,
        string
      >[]) {
        const { status, text } = await click('[]', { origin, ...forwarded });
        expect(status, origin).toBe(403);
        expect(JSON.parse(text), origin).toMatchObject({
          error: expect.any(String),
          try_next: expect.any(String),
        });
      }
    }
    const form = await send('/', {
      method: 'POST',
      headers: { ...multipart, origin: 'https://evil.example' },
      body: '--x--',
    });
    expect(form.status).toBe(403);
  });

  it('is refused with 400 or 413, in words, and leaves no stack in the log', async () => {
    const field = (name: string, value: string) =>
      `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const broken: [string, string | Buffer, Record<string, string>?][] = [
      ['no JSON', '{{{'],
      ['nothing', ''],
      ['a reference to nothing', '["$1"]'],
      ['a loop', '["$0"]'],
      ['keys of the prototype', '[{"__proto__":{"x":1}},{"constructor":"$Q1"}]'],
      ['a chunk that there is not', '["$Q9","$W8","$K7","$F6","$@5","$B4"]'],
      ['a form without an end', field('0', '["$K1"]'), multipart],
      ['a form that is none', 'what is this', multipart],
      ['a form without a boundary', '--x--', { 'content-type': 'multipart/form-data' }],
      [
        'a form with an action that is none',
        `${field('$ACTION_ID_x', '')}--x--\r\n`,
        { ...multipart, 'next-action': '' },
      ],
      ['JSON', '[]', { 'content-type': 'application/json' }],
      ['too much', 'x'.repeat(1_100_000)],
      ['too much in a form', `${field('0', 'x'.repeat(1_100_000))}--x--\r\n`, multipart],
    ];
    for (const [what, body, headers] of broken) {
      const { status, text } = await click(body, headers);
      expect([400, 409, 413], `${what}: ${status} ${text.slice(0, 200)}`).toContain(status);
      if (what.startsWith('too much')) expect(status, what).toBe(413);
    }
    for (const id of [
      'x',
      '../../etc',
      '__proto__',
      'constructor',
      'f'.repeat(42),
      'é',
      'a'.repeat(5_000),
    ]) {
      const { status } = await click('[]', { 'next-action': Buffer.from(id).toString('latin1') });
      expect([400, 404, 409], id.slice(0, 20)).toContain(status);
    }
    const inPieces = await send('/sign-in', {
      method: 'POST',
      headers: {
        origin: server.url,
        'next-action': clicks[0] ?? '',
        'content-type': 'text/plain',
        'transfer-encoding': 'chunked',
      },
      body: 'x'.repeat(1_100_000),
    });
    expect(inPieces.status).toBe(413);
    expect(hasStack(), saydo.log.join('')).toBe(false);
  });

  it('of any make is never a failure of the server', async () => {
    const garbage = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            '"$',
            '1',
            'Q',
            'W',
            'F',
            'K',
            '@',
            '"',
            ',',
            '[',
            ']',
            '{',
            '}',
            ':',
            '__proto__',
            'then',
            '-',
            'n',
            'A',
            'undefined',
          ),
        )
        .map((parts) => parts.join('')),
      fc
        .array(
          fc.constantFrom(
            '--x\r\n',
            '--x--',
            'content-disposition: form-data; name="',
            '0',
            '1',
            '"',
            '\r\n\r\n',
            '$ACTION_',
            'REF_1',
            'ID_',
            'KEY',
            '["$F1"]',
            '{"id":"x","bound":null}',
            '\r\n',
          ),
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        garbage,
        fc.boolean(),
        fc.boolean(),
        fc.nat(50),
        async (body, isForm, isClick, which) => {
          const { status } = await click(Buffer.from(body), {
            ...(isForm && multipart),
            'next-action': clicks[which % clicks.length] ?? '',
            ...(!isClick && isForm && { 'next-action': 'x' }),
          });
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
    expect(hasStack(), saydo.log.join('').slice(-2_000)).toBe(false);
  });
});

describe('A request', () => {
  it('of a method that Saydo doesn’t know is refused with 405', async () => {
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'PURGE', 'QUERY']) {
      for (const path of [
        '/',
        '/sign-in',
        '/api/tasks',
        '/api/auth/get-session',
        '/nowhere',
        '/icon.svg',
      ]) {
        const { status, headers, text } = await send(path, { method });
        expect(status, `${method} ${path}`).toBe(405);
        expect(headers.allow, `${method} ${path}`).toBeTruthy();
        expect(text).not.toContain('cookie');
      }
    }
    for (const method of ['FOO', 'get', 'TRACK', 'DEBUG']) {
      const socket = connect(Number(new URL(server.url).port), 'localhost');
      socket.write(`${method} / HTTP/1.1\r\nhost: x\r\n\r\n`);
      const [said] = await once(socket, 'data');
      expect(String(said), method).toMatch(/^HTTP\/1\.1 405 /);
      socket.destroy();
    }
    expect(
      (await send('/sign-in', { method: 'POST', headers: { origin: server.url } })).status,
    ).toBe(405);
  });

  it('to the API is answered with the headers that pages have, and kept nowhere, whatever comes of it', async () => {
    const mine = { cookie: ann.headers(server.url).cookie, origin: server.url };
    const asked: [string, string, Record<string, string>, number][] = [
      ['GET', '/api/tasks', {}, 401],
      ['GET', '/api/tasks', mine, 200],
      ['GET', '/api/tasks?view=x', mine, 400],
      ['GET', '/api/nowhere', mine, 404],
      ['POST', '/api/tasks', mine, 405],
      ['POST', '/api/chat', { ...mine, origin: 'https://evil.example' }, 403],
      ['GET', '/api/auth/get-session', mine, 200],
      ['POST', '/api/auth/reset-password', { origin: server.url }, 415],
      ['GET', '/api/account/export', mine, 200],
      ['GET', '/api/conversations/export?format=json', mine, 200],
      ['HEAD', '/api/events', mine, 200],
      ['TRACE', '/api/tasks', mine, 405],
      ['GET', '/api/%ff', mine, 400],
    ];
    for (const [method, path, headers, status] of asked) {
      const answer = await send(path, { method, headers });
      expect(answer.status, `${method} ${path} ${answer.text.slice(0, 100)}`).toBe(status);
      expect(answer.headers, `${method} ${path}`).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': expect.any(String),
        'permissions-policy': expect.any(String),
        'cache-control': expect.stringContaining('no-store'),
      });
    }
    for (const path of ['/', '/tasks', '/settings', '/sign-in']) {
      const page = await send(path, { headers: mine });
      expect(page.headers['content-security-policy'], path).toContain("'nonce-");
      if (page.status === 200) expect(page.headers['cache-control'], path).toContain('no-store');
    }
    const script = /\/_next\/static\/[^"\\]+\.js/.exec((await send('/sign-in')).text)?.[0] ?? '';
    expect((await send(script)).headers['cache-control']).toContain('immutable');
  });

  it('says where it comes from only by its socket, whatever it invents', async () => {
    const guess = (headers: Record<string, string>) =>
      send('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { origin: server.url, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({
          email: `${randomBytes(6).toString('hex')}@example.com`,
          password: 'a guess',
        }),
      });
    const spellings = [
      'X-Forwarded-For',
      'x-forwarded-for',
      'X-Real-IP',
      'Forwarded',
      'X-Saydo-Address',
      'CF-Connecting-IP',
      'True-Client-IP',
      'X-Client-IP',
    ];
    const statuses: number[] = [];
    for (let n = 0; n < 25; n += 1) {
      const invented = `10.1.2.${n}`;
      const names = n % 3 === 0 ? spellings : [spellings[n % spellings.length] ?? ''];
      const value = (name: string) =>
        name === 'Forwarded' ? `for=${invented}` : n % 2 ? invented : `${invented}, 10.9.9.${n}`;
      statuses.push(
        (await guess(Object.fromEntries(names.map((name) => [name, value(name)])))).status,
      );
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.slice(10)).toEqual(Array(15).fill(429));
  });
});

describe('Behind a proxy that is trusted', () => {
  let behind: Saydo;
  beforeAll(async () => {
    behind = await startAlone({ TRUSTED_PROXY_HEADER: 'X-Forwarded-For' });
  });
  afterAll(() => behind?.close());

  const guess = async (headers: Record<string, string>) => {
    const answer = await fetch(`${behind.server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { origin: behind.server.url, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({
        email: `${randomBytes(6).toString('hex')}@example.com`,
        password: 'a guess',
      }),
    });
    return answer.status;
  };

  it('the last entry of its header counts, however it is written, and nothing else', async () => {
    const ways = [
      (n: number) => `10.0.0.${n}, 192.0.2.1`,
      (n: number) => `192.0.2.${n},::ffff:192.0.2.1`,
      (n: number) => `10.0.${n}.1, 192.0.2.1:${4000 + n}`,
    ];
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      statuses.push(
        await guess({
          'x-forwarded-for': ways[n % 3]?.(n) ?? '',
          'x-real-ip': `10.3.3.${n}`,
          'x-saydo-address': `10.4.4.${n}`,
        }),
      );
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    expect(await guess({ 'x-forwarded-for': '192.0.2.2' })).toBe(401);
  });

  it('all of a household’s addresses of IPv6 are one', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push(await guess({ 'x-forwarded-for': `2001:db8:0:7:${n}::${n + 1}` }));
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect(await guess({ 'x-forwarded-for': '2001:db8:0:8::1' })).toBe(401);
  });
});
