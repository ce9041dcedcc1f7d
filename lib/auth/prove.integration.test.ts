import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, securityEvents, sessions } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { PROOF_LASTS, requireProof } from './proof';
import { hasPassword, proveWithPassword } from './prove';
import { createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

async function longAgo(name: string) {
  const visitor = new Visitor(saydo);
  await visitor.signUp(`${name}@example.com`, name);
  const { user } = await visitor.signedIn();
  const provenAt = new Date(Date.now() - PROOF_LASTS - 1000);
  await test.db.update(sessions).set({ provenAt }).where(eq(sessions.userId, user.id));
  return { visitor, user };
}

const prove = async (visitor: Visitor, typed: string, now = new Date()) =>
  proveWithPassword(saydo, visitor.headers(), await visitor.signedIn(), typed, now);

const kinds = async (userId: string) =>
  (await test.db.select().from(securityEvents).where(eq(securityEvents.userId, userId))).map(
    ({ kind }) => kind,
  );

describe('a proof of who it is', () => {
  it('is asked for after a quarter of an hour, and the password gives it, in this session alone', async () => {
    const { visitor, user } = await longAgo('ann');
    const elsewhere = new Visitor(saydo);
    await elsewhere.signIn(user.email);
    await test.db
      .update(sessions)
      .set({ provenAt: new Date(Date.now() - PROOF_LASTS - 1000) })
      .where(eq(sessions.userId, user.id));
    const isAsked = async (who: Visitor) => {
      const session = await who.signedIn();
      return () => requireProof(session, new Date());
    };
    expect(await isAsked(visitor)).toThrow(expect.objectContaining({ status: 403 }));
    await prove(visitor, password);
    expect(await isAsked(visitor)).not.toThrow();
    expect(await isAsked(elsewhere)).toThrow(expect.objectContaining({ status: 403 }));
    expect(await kinds(user.id)).toContain('proved_again');
  });

  it('is not given by a wrong password, nor by somebody else’s', async () => {
    const { visitor, user } = await longAgo('bea');
    for (const typed of ['', 'a guess', 'x'.repeat(200)]) {
      await expect(prove(visitor, typed)).rejects.toMatchObject({
        status: 400,
        body: { field: 'currentPassword' },
      });
    }
    const session = await visitor.signedIn();
    expect(() => requireProof(session, new Date())).toThrow();
    expect(await kinds(user.id)).toContain('sign_in_failed');
    expect(await kinds(user.id)).not.toContain('proved_again');
  });

  it('does not let the password be guessed', async () => {
    const { visitor } = await longAgo('cleo');
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(prove(visitor, 'a guess')).rejects.toMatchObject({ status: 400 });
    }
    await expect(prove(visitor, password)).rejects.toMatchObject({ status: 429 });
  });

  it('is given by signing in again where there is no password', async () => {
    const { visitor, user } = await longAgo('dan');
    await test.db.update(accounts).set({ password: null }).where(eq(accounts.userId, user.id));
    expect(await hasPassword(test.db, user.id)).toBe(false);
    await expect(prove(visitor, '')).rejects.toMatchObject({
      status: 403,
      body: { try_next: expect.stringContaining('Sign out and in again') },
    });
  });
});
