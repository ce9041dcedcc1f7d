import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, sessions, users } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

describe('without a mail server', () => {
  it('signing up signs in at once, signing out ends it, signing in begins it again', async () => {
    const ada = new Visitor(saydo);
    expect((await ada.signUp('ada@example.com')).status).toBe(200);
    expect((await ada.session())?.user).toMatchObject({
      name: 'Ada',
      email: 'ada@example.com',
      timeZone: null,
    });

    const stolen = new Visitor(saydo);
    for (const [name, value] of ada.cookies) stolen.cookies.set(name, value);
    expect((await ada.post('/sign-out', {})).status).toBe(200);
    // By what is left the browser is known again; it opens nothing.
    expect([...ada.cookies.keys()]).toEqual([expect.stringMatching(/saydo\.device\./)]);
    expect(await ada.session()).toBeNull();
    expect(await stolen.session()).toBeNull();

    expect((await ada.signIn('Ada@Example.com')).status).toBe(200);
    expect((await ada.session())?.user.email).toBe('ada@example.com');
  });

  it('tells the session’s token to no script: not at signing up, signing in, nor later', async () => {
    const cleo = new Visitor(saydo);
    const answers = [
      await cleo.signUp('cleo@example.com', 'Cleo'),
      await cleo.signIn('cleo@example.com'),
      await cleo.get('/get-session'),
    ];
    const kept = await test.db
      .select({ token: sessions.token })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(users.email, 'cleo@example.com'));
    expect(kept).toHaveLength(2);
    for (const answer of answers) {
      const text = await answer.text();
      expect(text).toContain('cleo@example.com');
      expect(text).not.toContain('token');
      for (const { token } of kept) expect(text).not.toContain(token);
    }
    const bob = new Visitor(saydo);
    expect(await (await bob.get('/get-session')).json()).toBeNull();
  });

  it('keeps ids in the order of creation, and no password', async () => {
    const [user] = await test.db.select().from(users).where(eq(users.email, 'ada@example.com'));
    expect(user?.id[14]).toBe('7');
    expect(user?.lastActiveAt).toBeInstanceOf(Date);
    const rows = await test.db.select().from(accounts);
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  it('a wrong address and a wrong password get the same answer', async () => {
    const unknown = await new Visitor(saydo).signIn('nobody@example.com');
    const wrong = await new Visitor(saydo).signIn('ada@example.com', 'wrong password');
    expect(unknown.status).toBe(401);
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  it('an address has one account', async () => {
    const second = await new Visitor(saydo).signUp('ADA@example.com', 'Not Ada');
    expect(second.status).toBe(422);
    expect(await second.json()).toMatchObject({ field: 'email' });
  });

  it('a password cannot be reset', async () => {
    const response = await new Visitor(saydo).post('/request-password-reset', {
      email: 'ada@example.com',
    });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toContain('sends no mail');
  });

  it('two browsers are two people', async () => {
    const bob = new Visitor(saydo);
    await bob.signUp('bob@example.com', 'Bob');
    const ada = new Visitor(saydo);
    await ada.signIn('ada@example.com');
    expect((await bob.session())?.user.name).toBe('Bob');
    expect((await ada.session())?.user.name).toBe('Ada');
    const adas = await ada.session();
    expect(adas?.scope.userId).toBe(adas?.user.id);
  });

  it('a suspended person is signed out and stays out', async () => {
    const eve = new Visitor(saydo);
    await eve.signUp('eve@example.com', 'Eve');
    await test.db
      .update(users)
      .set({ status: 'suspended' })
      .where(eq(users.email, 'eve@example.com'));
    expect(await eve.session()).toBeNull();
    const again = await new Visitor(saydo).signIn('eve@example.com');
    expect(again.status).toBe(403);
    expect((await again.json()).error).toContain('suspended');
  });

  it('a session that is a month old has ended', async () => {
    const ada = new Visitor(saydo);
    await ada.signIn('ada@example.com');
    const id = (await ada.session())?.session.id ?? '';
    await test.db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(sessions.id, id));
    expect(await ada.session()).toBeNull();
  });
});

describe('what is typed', () => {
  const signUp = (body: unknown) => new Visitor(saydo).post('/sign-up/email', body);
  const right = { name: 'Ada', email: 'typed@example.com', password };

  it.each([
    ['name', { ...right, name: '   ' }],
    ['name', { ...right, name: '\u200b\u200b' }],
    ['name', { ...right, name: 'A\u0000da' }],
    ['name', { ...right, name: 'x'.repeat(101) }],
    ['name', { email: right.email, password }],
    ['name', { ...right, name: { $ne: '' } }],
    ['email', { ...right, email: 'not an address' }],
    ['email', { ...right, email: `${'x'.repeat(250)}@example.com` }],
    ['password', { ...right, password: 'short' }],
    ['password', { ...right, password: 'x'.repeat(129) }],
  ])('a wrong %s is named', async (field, body) => {
    const response = await signUp(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      field,
      error: expect.any(String),
      try_next: expect.any(String),
    });
  });

  it('names in every script are kept as they are', async () => {
    const layla = new Visitor(saydo);
    await layla.signUp('layla@example.com', ' ليلى 🌙 <b> ');
    expect((await layla.session())?.user.name).toBe('ليلى 🌙 <b>');
  });

  it('nobody signs up as suspended, confirmed or with an id of their choice', async () => {
    const mallory = new Visitor(saydo);
    await mallory.post('/sign-up/email', {
      name: 'Mallory',
      email: 'mallory@example.com',
      password,
      id: '00000000-0000-7000-8000-000000000000',
      emailVerified: true,
      timeZone: 'Europe/Prague',
      status: 'suspended',
      role: 'admin',
    });
    const [row] = await test.db.select().from(users).where(eq(users.email, 'mallory@example.com'));
    expect(row?.emailVerified ?? false).toBe(false);
    expect(row?.status ?? 'active').toBe('active');
    expect(row?.id).not.toBe('00000000-0000-7000-8000-000000000000');
  });

  it('a body that is not JSON is refused, and one that is too long', async () => {
    expect((await signUp('{')).status).toBe(400);
    expect((await signUp('[]')).status).toBe(400);
    expect((await signUp({ ...right, name: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
