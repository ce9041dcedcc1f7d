import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readServerEvents, type ServerEvent } from '@/components/layout/read-server-events';
import { conversations } from '@/db/schema';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { createScope, type Scope } from '@/lib/scope';
import { add } from '@/lib/tasks/test/ann-and-bob';
import { GET } from './route';

let test: TestDatabase;

beforeAll(async () => {
  test = await installTestDatabase();
});
afterAll(() => test.close());

it('refuses strangers and other sites', async () => {
  const ann = await somebody('Ann');
  expect((await ask(new Headers())).status).toBe(401);
  const elsewhere = ann.visitor.headers({ origin: 'https://evil.example' });
  expect((await ask(elsewhere)).status).toBe(403);
  await ann.visitor.post('/sign-out', {});
  expect((await ask(ann.headers)).status).toBe(401);
});

it('tells Ann what changes of hers, and Bob nothing of it', async () => {
  const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
  const [hers, his] = [await open(ann.headers), await open(bob.headers)];
  await add(ann.scope, 'buy milk');
  expect(await hers.next()).toEqual({
    id: expect.stringMatching(/^\d+\.\d+:\d+:/),
    data: '{"topic":"tasks"}',
  });
  const id = randomUUID();
  const { userId } = bob.scope;
  await bob.scope.run((tx) => tx.insert(conversations).values({ userId, id, title: 'Hello' }));
  // The first thing that he hears is his own.
  expect((await his.next())?.data).toBe(JSON.stringify({ topic: 'conversations', id }));
  await add(ann.scope, 'buy tea');
  expect((await hers.next())?.data).toBe('{"topic":"tasks"}');
  await Promise.all([hers.close(), his.close()]);
});

it('holds nothing open for who asks for the headers alone', async () => {
  const { headers } = await somebody('Ann');
  const response = await GET(new Request(`${site.url}/api/events`, { method: 'HEAD', headers }));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.body).toBeNull();
});

it('goes on where another connection ended, by header or by query', async () => {
  const { headers, scope } = await somebody('Ann');
  const before = await open(headers);
  await before.close();
  await add(scope, 'said meanwhile');
  for (const asked of [
    [{ 'last-event-id': before.cursor }, ''],
    [{}, `?since=${encodeURIComponent(before.cursor)}`],
  ] as const) {
    const [extra, query] = asked;
    const after = await open(new Headers([...headers, ...Object.entries(extra)]), query);
    expect(after.first.data).toBe('{"topic":"tasks"}');
    await after.close();
  }
  const lost = await open(new Headers([...headers, ['last-event-id', 'of an older Saydo']]));
  expect(lost.first.data).toBe('{"topic":"all"}');
  await lost.close();
});

it('must not be kept, packed or held back on the way', async () => {
  const { headers } = await somebody('Ann');
  const response = await ask(headers);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  await response.body?.cancel();
});

it('makes room for a thirteenth device by closing the oldest one’s stream', async () => {
  const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
  const his = await open(bob.headers);
  const hers = [];
  for (let device = 0; device < 13; device += 1) hers.push(await open(ann.headers));
  const [oldest, ...others] = hers;
  expect(await oldest?.next()).toEqual({ retry: 60_000 });
  expect(await oldest?.next()).toBeUndefined();
  await add(ann.scope, 'buy milk');
  for (const other of others) expect((await other.next())?.data).toBe('{"topic":"tasks"}');
  await add(bob.scope, 'sell milk');
  expect((await his.next())?.data).toBe('{"topic":"tasks"}');
  await Promise.all([...hers, his].map((stream) => stream.close()));
});

const ask = (headers: Headers, query = '', signal?: AbortSignal) =>
  GET(new Request(`${site.url}/api/events${query}`, { headers, signal: signal ?? null }));

type Person = { visitor: Visitor; headers: Headers; scope: Scope };

let people = 0;

async function somebody(name: string): Promise<Person> {
  const saydo = { auth: getAuth(), db: test.db, site, settled: async () => [] };
  const visitor = new Visitor(saydo);
  people += 1;
  await visitor.signUp(`${name}${people}@example.com`, name);
  const session = await visitor.session();
  if (!session) throw new Error(`${name} is not signed in.`);
  return { visitor, headers: visitor.headers(), scope: createScope(test.db, session.user.id) };
}

/** A stream of which the first event has come. */
async function open(headers: Headers, query = '') {
  const response = await ask(headers, query);
  expect(response.status).toBe(200);
  if (!response.body) throw new Error('There is no stream.');
  const events = readServerEvents(response.body);
  const next = async (): Promise<ServerEvent | undefined> =>
    (await events.next()).value ?? undefined;
  const first = await next();
  if (!first) throw new Error('The stream has ended.');
  return { first, cursor: first.id ?? '', next, close: () => events.return(undefined) };
}
