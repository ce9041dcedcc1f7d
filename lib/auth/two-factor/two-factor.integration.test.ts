import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  rateLimits,
  securityEvents,
  sessions,
  twoFactors,
  users,
  verifications,
} from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { deleteAccount } from '@/lib/account/delete';
import { exportAccount } from '@/lib/account/export';
import { createMailbox, createTestAuth, password, type TestAuth, Visitor } from '../test/visitor';
import {
  beginAuthenticator,
  confirmAuthenticator,
  makeBackupCodes,
  readTwoFactor,
  turnOffTwoFactor,
} from './manage';
import { codeAt } from './totp';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

const keeper = () => ({ auth: saydo.auth, db: test.db });
/** The code of half a minute ago turns on, so that the one of now is still to be used. */
const earlier = () => new Date(Date.now() - 30_000);

/** Somebody whose password is followed by a code. */
async function person(email: string, name = 'Ann') {
  const visitor = new Visitor(saydo);
  await visitor.signUp(email, name);
  const id = (await visitor.session())?.user.id ?? '';
  const secret = await beginAuthenticator(keeper(), id);
  const codes = await confirmAuthenticator(keeper(), id, codeAt(secret, earlier()), new Date());
  return { visitor, id, secret, codes };
}

/** A browser in which the right password was given, and the code is asked for. */
async function halfway(email: string, secret = password, where = saydo) {
  const visitor = new Visitor(where);
  const answer = await visitor.signIn(email, secret);
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
  return visitor;
}

const wrongCode = (secret: string, n: number) => {
  const right = [-30, 0, 30, 60].map((s) => codeAt(secret, new Date(Date.now() + s * 1000)));
  let code = n;
  while (right.includes(String(code).padStart(6, '0'))) code += 500_000;
  return String(code).padStart(6, '0');
};

const kindsOf = async (userId: string) =>
  (await test.db.select().from(securityEvents).where(eq(securityEvents.userId, userId))).map(
    ({ kind }) => kind,
  );

describe('an authenticator', () => {
  it('is asked for after the password, before there is any session', async () => {
    const ann = await person('ann@example.com');
    const before = await test.db.$count(sessions, eq(sessions.userId, ann.id));
    const visitor = await halfway('ann@example.com');
    expect(await visitor.session()).toBeNull();
    expect(await test.db.$count(sessions, eq(sessions.userId, ann.id))).toBe(before);
    const answer = await visitor.post('/two-factor/verify-totp', {
      code: codeAt(ann.secret, new Date()),
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(await answer.text()).not.toContain('token');
    expect((await visitor.session())?.user.email).toBe('ann@example.com');
  });

  it('does not count before its first code has shown that it works', async () => {
    const visitor = new Visitor(saydo);
    await visitor.signUp('begun@example.com');
    const id = (await visitor.session())?.user.id ?? '';
    const secret = await beginAuthenticator(keeper(), id);
    await expect(
      confirmAuthenticator(keeper(), id, wrongCode(secret, 1), new Date()),
    ).rejects.toMatchObject({ status: 400, body: { field: 'code' } });
    expect(await readTwoFactor(keeper(), id)).toEqual({ isOn: false, codesLeft: 0 });
    expect((await new Visitor(saydo).signIn('begun@example.com')).status).toBe(200);
    const second = await beginAuthenticator(keeper(), id);
    expect(second).not.toBe(secret);
    expect(
      await confirmAuthenticator(keeper(), id, codeAt(second, new Date()), new Date()),
    ).toHaveLength(10);
    await expect(beginAuthenticator(keeper(), id)).rejects.toMatchObject({ status: 409 });
  });

  it('takes each code once, and a wrong one in words', async () => {
    const ann = await person('once@example.com');
    const code = codeAt(ann.secret, new Date());
    expect(
      (await (await halfway('once@example.com')).post('/two-factor/verify-totp', { code })).status,
    ).toBe(200);
    const visitor = await halfway('once@example.com');
    const again = await visitor.post('/two-factor/verify-totp', { code });
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({
      error: expect.stringContaining('tried before'),
      field: 'code',
    });
    const wrong = await visitor.post('/two-factor/verify-totp', { code: wrongCode(ann.secret, 7) });
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toMatchObject({ error: 'That code is not right.', field: 'code' });
    expect(await visitor.session()).toBeNull();
    expect(await kindsOf(ann.id)).toContain('two_factor_failed');
  });

  it('is guessed at five times a sign-in and ten times in a quarter of an hour, from wherever; a new password lets its owner in', async () => {
    const mailbox = createMailbox();
    const mailing = createTestAuth(test.db, { sendMail: mailbox.sendMail });
    const ann = await person('guessed@example.com');
    await test.db.update(users).set({ emailVerified: true }).where(eq(users.id, ann.id));
    const statuses: number[] = [];
    let n = 0;
    for (let sign = 0; sign < 2; sign += 1) {
      const mallory = await halfway('guessed@example.com');
      for (let guess = 0; guess < 6; guess += 1) {
        n += 1;
        const answer = await mallory.post('/two-factor/verify-totp', {
          code: wrongCode(ann.secret, n),
        });
        statuses.push(answer.status);
      }
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 400, 401, 401, 401, 401, 429, 429]);
    const owner = await halfway('guessed@example.com');
    const held = await owner.post('/two-factor/verify-totp', {
      code: codeAt(ann.secret, new Date()),
    });
    expect(held.status).toBe(429);
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);

    await new Visitor(mailing).post('/request-password-reset', { email: 'guessed@example.com' });
    await mailing.settled();
    const token = new URL(mailbox.letters.at(-1)?.link?.url ?? '').searchParams.get('token');
    const reset = await new Visitor(mailing).post('/reset-password', {
      token,
      newPassword: 'nobody knows this one',
    });
    expect(reset.status).toBe(200);
    const back = await halfway('guessed@example.com', 'nobody knows this one', mailing);
    const next = new Date(Date.now() + 30_000);
    const answer = await back.post('/two-factor/verify-totp', { code: codeAt(ann.secret, next) });
    expect(answer.status, await answer.clone().text()).toBe(200);
  });

  it('can’t be guessed at from a session, nor without the right password', async () => {
    const ann = await person('session@example.com');
    const code = codeAt(ann.secret, new Date());
    expect((await ann.visitor.post('/two-factor/verify-totp', { code })).status).toBe(401);
    expect((await new Visitor(saydo).post('/two-factor/verify-totp', { code })).status).toBe(401);
    for (const path of [
      'enable',
      'disable',
      'get-totp-uri',
      'generate-backup-codes',
      'view-backup-codes',
      'send-otp',
      'verify-otp',
    ]) {
      const answer = await ann.visitor.post(`/two-factor/${path}`, { password, code });
      expect(answer.status, path).toBe(404);
    }
  });

  it('trusts no device, whatever is asked for', async () => {
    const ann = await person('trust@example.com');
    const visitor = await halfway('trust@example.com');
    const code = codeAt(ann.secret, new Date());
    await visitor.post('/two-factor/verify-totp', { code, trustDevice: true });
    expect([...visitor.cookies.keys()].filter((name) => name.includes('trust'))).toEqual([]);
    await visitor.post('/sign-out', {});
    expect(await (await visitor.signIn('trust@example.com')).json()).toMatchObject({
      twoFactorRedirect: true,
    });
  });

  it('is asked for until the ten minutes of the sign-in are over', async () => {
    const ann = await person('slow@example.com');
    const visitor = await halfway('slow@example.com');
    await test.db
      .update(verifications)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(verifications.value, ann.id));
    const answer = await visitor.post('/two-factor/verify-totp', {
      code: codeAt(ann.secret, new Date()),
    });
    expect(answer.status).toBe(401);
    expect((await answer.json()).error).toContain('time for this sign-in is over');
  });

  it('stays on after a password reset, and is gone when it was turned off', async () => {
    const ann = await person('off@example.com');
    const mailbox = createMailbox();
    const mailing = createTestAuth(test.db, { sendMail: mailbox.sendMail });
    await new Visitor(mailing).post('/request-password-reset', { email: 'off@example.com' });
    await mailing.settled();
    const token = new URL(mailbox.letters.at(-1)?.link?.url ?? '').searchParams.get('token');
    await test.db.update(users).set({ emailVerified: true }).where(eq(users.id, ann.id));
    await new Visitor(mailing).post('/reset-password', { token, newPassword: 'another password' });
    await halfway('off@example.com', 'another password', mailing);
    await turnOffTwoFactor(test.db, ann.id);
    const visitor = new Visitor(mailing);
    await visitor.signIn('off@example.com', 'another password');
    expect((await visitor.session())?.user.id).toBe(ann.id);
    expect(await test.db.$count(twoFactors, eq(twoFactors.userId, ann.id))).toBe(0);
  });

  it('lets no suspended person in', async () => {
    const eve = await person('eve@example.com', 'Eve');
    const visitor = await halfway('eve@example.com');
    await test.db.update(users).set({ status: 'suspended' }).where(eq(users.id, eve.id));
    const answer = await visitor.post('/two-factor/verify-totp', {
      code: codeAt(eve.secret, new Date()),
    });
    expect(answer.status).toBe(403);
    expect((await answer.json()).error).toContain('suspended');
    expect(await visitor.session()).toBeNull();
  });
});

describe('backup codes', () => {
  it('are ten, each works once, however it is typed', async () => {
    const ann = await person('backup@example.com');
    expect(new Set(ann.codes).size).toBe(10);
    const [first = '', second = ''] = ann.codes;
    const typed = ` ${first.replace('-', ' ').toUpperCase()} `;
    const visitor = await halfway('backup@example.com');
    const answer = await visitor.post('/two-factor/verify-backup-code', { code: typed });
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect((await visitor.session())?.user.id).toBe(ann.id);
    expect(await kindsOf(ann.id)).toContain('backup_code_used');
    expect(await readTwoFactor(keeper(), ann.id)).toEqual({ isOn: true, codesLeft: 9 });

    const later = await halfway('backup@example.com');
    const again = await later.post('/two-factor/verify-backup-code', { code: first });
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({
      error: expect.stringContaining('used before'),
      field: 'code',
    });
    expect(await later.session()).toBeNull();
    expect((await later.post('/two-factor/verify-backup-code', { code: second })).status).toBe(200);
  });

  it('that are made anew end the old ones', async () => {
    const ann = await person('anew@example.com');
    const [fresh = ''] = await makeBackupCodes(keeper(), ann.id);
    const visitor = await halfway('anew@example.com');
    expect(
      (await visitor.post('/two-factor/verify-backup-code', { code: ann.codes[0] })).status,
    ).toBe(401);
    expect((await visitor.post('/two-factor/verify-backup-code', { code: fresh })).status).toBe(
      200,
    );
  });

  it('are kept where nobody reads them, as is the key', async () => {
    const ann = await person('secret@example.com');
    const [row] = await test.db.select().from(twoFactors).where(eq(twoFactors.userId, ann.id));
    const kept = JSON.stringify(row);
    for (const secret of [ann.secret, ...ann.codes, ...ann.codes.map((code) => code.slice(0, 5))]) {
      expect(kept).not.toContain(secret);
    }
    const signedIn = await ann.visitor.session();
    if (!signedIn) throw new Error('Ann is not signed in.');
    let file = '';
    for await (const piece of exportAccount(test.db, signedIn.scope, new Date())) file += piece;
    expect(JSON.parse(file).account.twoFactorEnabled).toBe(true);
    expect(file).not.toContain(row?.secret);
    expect(file).not.toContain(row?.backupCodes);
  });
});

describe('two people', () => {
  it('Bob’s codes open nothing of Ann’s, and what he does to his leaves hers', async () => {
    const ann = await person('ann2@example.com');
    const bob = await person('bob2@example.com', 'Bob');
    const visitor = await halfway('ann2@example.com');
    const code = codeAt(bob.secret, new Date());
    expect((await visitor.post('/two-factor/verify-totp', { code })).status).toBe(401);
    expect(
      (await visitor.post('/two-factor/verify-backup-code', { code: bob.codes[0] })).status,
    ).toBe(401);
    await makeBackupCodes(keeper(), bob.id);
    await turnOffTwoFactor(test.db, bob.id);
    expect(await readTwoFactor(keeper(), ann.id)).toEqual({ isOn: true, codesLeft: 10 });
    expect(
      (await visitor.post('/two-factor/verify-backup-code', { code: ann.codes[0] })).status,
    ).toBe(200);
  });

  it('deletion takes the authenticator along, and no limit names its person', async () => {
    const ann = await person('gone@example.com');
    await (await halfway('gone@example.com')).post('/two-factor/verify-totp', { code: '000000' });
    await deleteAccount(test.db, ann.id);
    expect(await test.db.$count(twoFactors, eq(twoFactors.userId, ann.id))).toBe(0);
    const keys = (await test.db.select().from(rateLimits)).map(({ key }) => key);
    expect(keys.filter((key) => key.includes(ann.id))).toEqual([]);
  });
});
