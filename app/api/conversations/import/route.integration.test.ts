import { afterAll, beforeAll, expect, it } from 'vitest';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { GET as exportAll } from '../export/route';
import { POST } from './route';

let test: TestDatabase;

beforeAll(async () => {
  test = await installTestDatabase();
});
afterAll(() => test.close());

async function somebody(name: string) {
  const visitor = new Visitor({
    auth: getAuth(),
    db: test.db,
    site,
    settled: async () => [],
  });
  await visitor.signUp(`${name}@example.com`, name);
  return visitor;
}

function send(headers: Headers, body: string, from = site.url) {
  headers.set('origin', from);
  headers.set('content-type', 'application/json');
  return POST(
    new Request(`${site.url}/api/conversations/import`, { method: 'POST', headers, body }),
  );
}

const empty = JSON.stringify({
  kind: 'saydo.conversations',
  version: 1,
  exported_at: '2026-11-22T09:00:00.000Z',
  conversations: [],
});

it('takes a file from who is signed in, and from nobody else and no other site', async () => {
  const ada = await somebody('Ada');
  const answer = await send(ada.headers(), empty);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ imported: [], refused: [] });
  expect((await send(new Headers(), empty)).status).toBe(401);
  expect((await send(ada.headers(), empty, 'https://evil.example')).status).toBe(403);
});

it('refuses what is no JSON, and what is too large, in words', async () => {
  const bob = await somebody('Bob');
  const broken = await send(bob.headers(), '{');
  expect(broken.status).toBe(400);
  expect((await broken.json()).error).toMatch(/not JSON/);
  const large = await send(bob.headers(), ' '.repeat(20 * 1024 * 1024 + 1));
  expect(large.status).toBe(413);
});

it('exports as a file of the person’s own, and not to a stranger', async () => {
  const eve = await somebody('Eve');
  const ask = (headers: Headers, format: string) =>
    exportAll(new Request(`${site.url}/api/conversations/export?format=${format}`, { headers }));
  const answer = await ask(eve.headers(), 'json');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="Saydo conversations \d{4}-\d\d-\d\d\.json"; filename\*=UTF-8''Saydo%20/,
  );
  expect((await answer.json()).conversations).toEqual([]);
  expect((await ask(eve.headers(), 'pdf')).status).toBe(400);
  expect((await ask(new Headers(), 'json')).status).toBe(401);
});
