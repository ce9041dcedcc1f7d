import { afterAll, beforeAll, expect, it } from 'vitest';
import { tasks } from '@/db/schema';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { GET } from './route';

let test: TestDatabase;
let ada: Headers;
let bob: Headers;

beforeAll(async () => {
  test = await installTestDatabase();
  ada = await somebody('Ada');
  bob = await somebody('Bob');
});
afterAll(() => test.close());

const ask = (headers: Headers, asked: Record<string, string>) =>
  GET(new Request(`${site.url}/api/search?${new URLSearchParams(asked)}`, { headers }));

async function somebody(name: string) {
  const saydo = { auth: getAuth(), db: test.db, site, settled: async () => [] };
  const visitor = new Visitor(saydo);
  await visitor.signUp(`${name}@example.com`, name);
  return visitor.headers();
}

it('finds what is the person’s, a kind and a page at a time, and nothing of another’s', async () => {
  const people = await test.db.query.users.findMany();
  const userId = people.find((person) => person.name === 'Ada')?.id ?? '';
  await test.db
    .insert(tasks)
    .values(
      ['Walk', 'Feed', 'Wash'].map((verb) => ({ userId, title: `${verb} Rex`, position: 1 })),
    );
  const first = await (await ask(ada, { q: 'rex', kind: 'tasks', limit: '2' })).json();
  expect(first.tasks.hits).toHaveLength(2);
  expect(first.messages).toEqual({ hits: [], next_cursor: null });
  const cursor = first.tasks.next_cursor;
  const second = await (await ask(ada, { q: 'rex', kind: 'tasks', limit: '2', cursor })).json();
  expect(second.tasks.hits).toHaveLength(1);
  expect((await (await ask(bob, { q: 'rex' })).json()).tasks.hits).toEqual([]);
});

it('lets nobody search who is not signed in', async () => {
  expect((await ask(new Headers(), { q: 'rex' })).status).toBe(401);
});

it.each([
  [{}, 'q'],
  [{ q: 'x'.repeat(1001) }, 'q'],
  [{ q: 'rex', limit: '21' }, 'limit'],
  [{ q: 'rex', kind: 'people' }, 'kind'],
  [{ q: 'rex', cursor: 'words.1.a.b' }, 'kind'],
  [{ q: 'rex', kind: 'tasks', cursor: 'words.1.a.b' }, 'cursor'],
  [{ q: 'rex', user: 'bob' }, 'user'],
])('refuses %j and names the field', async (asked, field) => {
  const response = await ask(ada, asked);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ field });
});
