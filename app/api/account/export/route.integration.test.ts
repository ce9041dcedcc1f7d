import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { securityEvents, sessions } from '@/db/schema';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { GET } from './route';

let test: TestDatabase;

beforeAll(async () => {
  test = await installTestDatabase();
});
afterAll(() => test.close());

const ask = (headers: Headers) => GET(new Request(`${site.url}/api/account/export`, { headers }));

async function somebody(name: string) {
  const saydo = { auth: getAuth(), db: test.db, site, settled: async () => [] };
  const visitor = new Visitor(saydo);
  await visitor.signUp(`${name}@example.com`, name);
  return visitor;
}

it('gives each of two people a file of their own', async () => {
  const [ada, bob] = [await somebody('Ada'), await somebody('Bob')];
  const response = await ask(ada.headers());
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="saydo-\d{4}-\d\d-\d\d\.json"$/,
  );
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect((await response.json()).account).toMatchObject({ name: 'Ada', email: 'ada@example.com' });
  expect((await (await ask(bob.headers())).json()).account.name).toBe('Bob');
});

it('gives a stranger nothing, and nothing to a device that was signed out', async () => {
  expect((await ask(new Headers())).status).toBe(401);
  const eve = await somebody('Eve');
  const kept = eve.headers();
  await eve.post('/sign-out', {});
  const response = await ask(kept);
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    error: 'You are not signed in.',
    try_next: 'Sign in, then try again.',
    code: 'signed_out',
  });
});

it('gives nothing to who proved long ago that it is them, and tells their page why', async () => {
  const [ann, bea] = [await somebody('Ann'), await somebody('Bea')];
  const { user } = (await ann.session()) ?? {};
  const mine = eq(sessions.userId, user?.id ?? '');
  await test.db
    .update(sessions)
    .set({ provenAt: new Date(Date.now() - 16 * 60 * 1000) })
    .where(mine);
  // The cookie of the last minute still says when it was.
  await ann.get('/get-session');
  const refused = await ask(ann.headers());
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'proof_needed' });
  expect((await ask(bea.headers())).status).toBe(200);
  const exports = async () =>
    (await test.db.select().from(securityEvents)).filter(
      ({ userId, kind }) => userId === user?.id && kind === 'data_exported',
    );
  expect(await exports()).toEqual([]);
  await test.db.update(sessions).set({ provenAt: new Date() }).where(mine);
  expect((await ask(ann.headers())).status).toBe(200);
  expect(await exports()).toHaveLength(1);
});
