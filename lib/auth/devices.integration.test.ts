import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { HttpError } from '@/lib/http';
import { listDevices, signOutDevice, signOutElsewhere } from './devices';
import { askAuth } from './door';
import { readSession } from './session';
import { createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

/** Two browsers of one person and one of somebody else. */
async function people(name: string) {
  const [laptop, phone, bob] = [new Visitor(saydo), new Visitor(saydo), new Visitor(saydo)];
  await laptop.signUp(`${name}@example.com`);
  await phone.signIn(`${name}@example.com`);
  await bob.signUp(`bob-${name}@example.com`, 'Bob');
  const { user, session } = await laptop.signedIn();
  return { laptop, phone, bob, userId: user.id, sessionId: session.id };
}

describe('devices', () => {
  it('are listed to their person alone, this one first', async () => {
    const { phone, laptop, userId } = await people('list');
    const here = await laptop.signedIn();
    const there = await phone.signedIn();
    const list = await listDevices(test.db, { userId, sessionId: here.session.id }, new Date());
    expect(list.map(({ id, isThisOne }) => ({ id, isThisOne }))).toEqual([
      { id: here.session.id, isThisOne: true },
      { id: there.session.id, isThisOne: false },
    ]);
    expect(JSON.stringify(list)).not.toContain([...laptop.cookies.values()][0]?.split('.')[0]);
  });

  it('are signed out one by one', async () => {
    const { phone, laptop, userId } = await people('one');
    await signOutDevice(test.db, userId, (await phone.signedIn()).session.id);
    expect(await phone.session()).toBeNull();
    expect(await laptop.session()).not.toBeNull();
  });

  it('are signed out all but this one', async () => {
    const { phone, laptop, bob, userId, sessionId } = await people('others');
    await signOutElsewhere(test.db, { userId, sessionId });
    expect(await phone.session()).toBeNull();
    expect(await laptop.session()).not.toBeNull();
    expect(await bob.session()).not.toBeNull();
  });

  it('of somebody else stay signed in', async () => {
    const { bob, userId } = await people('stranger');
    await signOutDevice(test.db, userId, (await bob.signedIn()).session.id);
    expect(await bob.session()).not.toBeNull();
  });

  it('are believed for a minute at most after they were signed out, and never where it matters', async () => {
    const { phone, userId } = await people('minute');
    await signOutDevice(test.db, userId, (await phone.signedIn()).session.id);
    const cached = await readSession(saydo.auth, test.db, phone.headers());
    expect(cached?.user.id).toBe(userId);
    expect(await readSession(saydo.auth, test.db, phone.headers(), { fresh: true })).toBeNull();

    const aMinute = [...phone.cookies].map(([name, value]) => [name, value] as const);
    const data = aMinute.find(([name]) => name.endsWith('session_data'))?.[1] ?? '';
    const { expiresAt } = JSON.parse(Buffer.from(decodeURIComponent(data), 'base64url').toString());
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(60_000);
    phone.cookies.delete('saydo.session_data');
    phone.cookies.delete('__Secure-saydo.session_data');
    expect(await readSession(saydo.auth, test.db, phone.headers())).toBeNull();
  });
});

describe('cookies', () => {
  it('are kept from scripts, other sites and open connections', async () => {
    const response = await new Visitor(saydo).signUp('cookies@example.com');
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Secure-saydo\./);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
    }
  });

  it('that were changed open nothing', async () => {
    const visitor = new Visitor(saydo);
    await visitor.signUp('changed@example.com');
    for (const [name, value] of visitor.cookies) {
      visitor.cookies.set(
        name,
        value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      );
    }
    expect(await readSession(saydo.auth, test.db, visitor.headers())).toBeNull();
    expect(await visitor.session()).toBeNull();
  });
});

describe('changing the password', () => {
  const change = (visitor: Visitor, currentPassword: string, newPassword: string) =>
    askAuth(saydo.auth, saydo.site, visitor.headers(), '/change-password', {
      currentPassword,
      newPassword,
      revokeOtherSessions: true,
    });

  it('signs every other device out, and the old password opens nothing', async () => {
    const { laptop, phone } = await people('change');
    const response = await change(laptop, password, 'a better password');
    expect(response.headers.getSetCookie().join()).toContain('session_token');
    expect(await phone.session()).toBeNull();
    expect((await phone.signIn('change@example.com')).status).toBe(401);
    expect((await phone.signIn('change@example.com', 'a better password')).status).toBe(200);
  });

  it('needs the current one', async () => {
    const { laptop, phone } = await people('current');
    await expect(change(laptop, 'wrong password', 'a better password')).rejects.toMatchObject({
      status: 400,
      body: { field: 'currentPassword' },
    });
    await expect(change(laptop, password, 'short')).rejects.toMatchObject({
      body: { field: 'password' },
    });
    expect(await phone.session()).not.toBeNull();
  });

  it('needs somebody who is signed in, on a page of ours', async () => {
    const { laptop } = await people('door');
    await expect(change(new Visitor(saydo), password, 'a better password')).rejects.toMatchObject({
      status: 401,
    });
    const foreign = laptop.headers({ origin: 'https://evil.example' });
    await expect(
      askAuth(saydo.auth, saydo.site, foreign, '/change-password', {}),
    ).rejects.toBeInstanceOf(HttpError);
  });
});
