import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { securityEvents, sessions } from '@/db/schema';
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

const one = JSON.stringify({
  ...JSON.parse(empty),
  conversations: [
    {
      id: 'one',
      title: 'Milk',
      titled_by: 'words',
      created_at: '2026-11-22T09:00:00.000Z',
      updated_at: '2026-11-22T09:00:00.000Z',
      pinned_at: null,
      archived_at: null,
      messages: [],
    },
  ],
});

const eventsOf = (userId: string) =>
  test.db.select().from(securityEvents).where(eq(securityEvents.userId, userId));

it('remembers that something came in for Ann, without her words, and nothing for Bob', async () => {
  const [ann, bob] = [await somebody('Ann'), await somebody('Bobby')];
  const headers = ann.headers();
  headers.set(
    'user-agent',
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  );
  expect(await (await send(headers, one)).json()).toMatchObject({ imported: [{ title: 'Milk' }] });
  await send(bob.headers(), empty);
  const imports = async (visitor: Visitor) => {
    const session = await getAuth().api.getSession({ headers: visitor.headers() });
    const events = await eventsOf(session?.user.id ?? '');
    return events.filter(({ kind }) => kind === 'conversations_imported');
  };
  const [event, ...others] = await imports(ann);
  expect(event).toMatchObject({ device: expect.stringContaining('Firefox') });
  expect(JSON.stringify(event)).not.toContain('Milk');
  expect(others).toEqual([]);
  expect(await imports(bob)).toEqual([]);
});

it('takes nothing from a device that was signed out a moment ago', async () => {
  const cleo = await somebody('Cleo');
  const session = await getAuth().api.getSession({ headers: cleo.headers() });
  await test.db.delete(sessions).where(eq(sessions.id, session?.session.id ?? ''));
  expect((await send(cleo.headers(), one)).status).toBe(401);
});
