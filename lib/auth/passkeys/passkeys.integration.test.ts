import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passkeys, securityEvents, sessions, users, verifications } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { deleteAccount } from '@/lib/account/delete';
import { exportAccount } from '@/lib/account/export';
import { Authenticator } from '../test/authenticator';
import { createMailbox, createTestAuth, password, type TestAuth, Visitor } from '../test/visitor';
import { listPasskeys, removePasskey, renamePasskey } from './list';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

const readOptions = async (visitor: Visitor, kind: 'authenticate' | 'register') => {
  const answer = await visitor.get(`/passkey/generate-${kind}-options`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
};

const device = () => new Authenticator(saydo.site.url);

/** Adds a passkey of `key` to whoever is signed in at `visitor`. */
async function addPasskey(visitor: Visitor, key: Authenticator) {
  const options = await readOptions(visitor, 'register');
  return visitor.post('/passkey/verify-registration', { response: key.create(options) });
}

async function signInWith(key: Authenticator, visitor = new Visitor(saydo)) {
  const options = await readOptions(visitor, 'authenticate');
  const answer = await visitor.post('/passkey/verify-authentication', {
    response: key.get(options),
  });
  return { answer, visitor };
}

/** Somebody with a password and a passkey. */
async function person(email: string, name = 'Ann') {
  const visitor = new Visitor(saydo);
  await visitor.signUp(email, name);
  const key = device();
  const added = await addPasskey(visitor, key);
  expect(added.status, await added.clone().text()).toBe(200);
  const id = (await visitor.session())?.user.id ?? '';
  return { visitor, key, id, passkeyId: (await added.json()).id as string };
}

const kindsOf = async (userId: string) =>
  (await test.db.select().from(securityEvents).where(eq(securityEvents.userId, userId))).map(
    ({ kind }) => kind,
  );

describe('a passkey', () => {
  it('is added by whoever is signed in, and signs them in without an address or a password', async () => {
    const ann = await person('ann@example.com');
    const { answer, visitor } = await signInWith(ann.key);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('token');
    expect((await visitor.session())?.user.email).toBe('ann@example.com');
    expect(await listPasskeys(test.db, ann.id)).toMatchObject([
      { id: ann.passkeyId, name: expect.any(String), createdAt: expect.any(Date) },
    ]);
    expect(await kindsOf(ann.id)).toContain('passkey_added');
  });

  it('asks the authenticator to verify its user, and refuses one that has not', async () => {
    const ann = await person('verified@example.com');
    const visitor = new Visitor(saydo);
    const options = await readOptions(visitor, 'authenticate');
    expect(options.userVerification).toBe('required');
    const unverified = await visitor.post('/passkey/verify-authentication', {
      response: ann.key.get(options, { userVerified: false }),
    });
    expect(unverified.status).toBe(401);
    expect(await visitor.session()).toBeNull();

    const register = await readOptions(ann.visitor, 'register');
    expect(register.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    });
    const added = await ann.visitor.post('/passkey/verify-registration', {
      response: device().create(register, { userVerified: false }),
    });
    expect(added.status).toBe(400);
    expect(await listPasskeys(test.db, ann.id)).toHaveLength(1);
  });

  it('works for this site alone, and for a challenge of this browser once', async () => {
    const ann = await person('bound@example.com');
    for (const lie of [{ origin: 'https://evil.test' }, { rpId: 'evil.test' }]) {
      const visitor = new Visitor(saydo);
      const options = await readOptions(visitor, 'authenticate');
      const response = ann.key.get(options, lie);
      const answer = await visitor.post('/passkey/verify-authentication', { response });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await visitor.session()).toBeNull();
    }
    const visitor = new Visitor(saydo);
    const options = await readOptions(visitor, 'authenticate');
    const cookies = new Map(visitor.cookies);
    const response = ann.key.get(options);
    const bob = new Visitor(saydo);
    await readOptions(bob, 'authenticate');
    const stolen = await bob.post('/passkey/verify-authentication', { response });
    expect(stolen.status).toBeGreaterThanOrEqual(400);
    expect(await bob.session()).toBeNull();
    const first = await visitor.post('/passkey/verify-authentication', { response });
    expect(first.status).toBe(200);
    const again = new Visitor(saydo);
    for (const [name, value] of cookies) again.cookies.set(name, value);
    const second = await again.post('/passkey/verify-authentication', { response });
    expect(second.status).toBe(400);
    expect(await again.session()).toBeNull();
  });

  it('a challenge that is five minutes old opens nothing, and is not kept', async () => {
    const ann = await person('late@example.com');
    const visitor = new Visitor(saydo);
    const options = await readOptions(visitor, 'authenticate');
    const rows = await test.db.select().from(verifications);
    const mine = rows.find(({ value }) => value.includes(options.challenge));
    expect((mine?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(300_000);
    await test.db
      .update(verifications)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(verifications.id, mine?.id ?? ''));
    const answer = await visitor.post('/passkey/verify-authentication', {
      response: ann.key.get(options),
    });
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toContain('too late');
    expect(await test.db.$count(verifications, eq(verifications.id, mine?.id ?? ''))).toBe(0);
  });

  it('is not added without a session, nor when the last proof is a quarter of an hour old', async () => {
    expect((await new Visitor(saydo).get('/passkey/generate-register-options')).status).toBe(401);
    const ann = await person('old-proof@example.com');
    const key = device();
    const options = await readOptions(ann.visitor, 'register');
    await test.db
      .update(sessions)
      .set({ provenAt: new Date(Date.now() - 16 * 60_000) })
      .where(eq(sessions.userId, ann.id));
    const refused = await ann.visitor.post('/passkey/verify-registration', {
      response: key.create(options),
    });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'proof_needed' });
    expect((await ann.visitor.get('/passkey/generate-register-options')).status).toBe(403);

    const asked = await readOptions(ann.visitor, 'authenticate');
    const proven = await ann.visitor.post('/passkey/prove', { response: ann.key.get(asked) });
    expect(proven.status, await proven.clone().text()).toBe(200);
    const provenAt = (await ann.visitor.session())?.session.provenAt.getTime() ?? 0;
    expect(Date.now() - provenAt).toBeLessThan(60_000);
    expect((await addPasskey(ann.visitor, device())).status).toBe(200);
    expect(await kindsOf(ann.id)).toContain('proved_again');
  });

  it('lets a suspended person in as little as their password does', async () => {
    const eve = await person('eve@example.com', 'Eve');
    await test.db.update(users).set({ status: 'suspended' }).where(eq(users.id, eve.id));
    const before = await test.db.$count(sessions, eq(sessions.userId, eve.id));
    const { answer, visitor } = await signInWith(eve.key);
    expect(answer.status).toBe(403);
    expect((await answer.json()).error).toContain('suspended');
    expect(await visitor.session()).toBeNull();
    expect((await new Visitor(saydo).signIn('eve@example.com')).status).toBe(403);
    expect(await test.db.$count(sessions, eq(sessions.userId, eve.id))).toBe(before);
  });

  it('gets through when strangers’ guesses have slowed the address', async () => {
    const ann = await person('guessed@example.com');
    for (let guess = 0; guess < 21; guess += 1) {
      await new Visitor(saydo).signIn('guessed@example.com', 'guess');
    }
    expect((await new Visitor(saydo).signIn('guessed@example.com')).status).toBe(429);
    expect((await signInWith(ann.key)).answer.status).toBe(200);
  }, 60_000);

  it.each([
    ['no response', {}],
    ['a NUL in the id', { response: { id: 'a\u0000b', rawId: 'a', type: 'public-key' } }],
    ['a list', { response: [] }],
    ['a huge signature', { response: { id: 'a', response: { signature: 'x'.repeat(12_000) } } }],
  ])('%s is refused in words', async (_, body) => {
    const ann = await person(`${crypto.randomUUID()}@example.com`);
    for (const path of [
      '/passkey/verify-authentication',
      '/passkey/verify-registration',
      '/passkey/prove',
      '/sign-up/passkey',
    ]) {
      const answer = await ann.visitor.post(path, body);
      expect(answer.status, path).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: expect.any(String),
        try_next: expect.any(String),
      });
    }
  });

  it('is listed, renamed and deleted by nobody over Better Auth’s own doors', async () => {
    const ann = await person('doors@example.com');
    const { passkeyId: id } = ann;
    expect((await ann.visitor.get('/passkey/list-user-passkeys')).status).toBe(404);
    expect((await ann.visitor.post('/passkey/delete-passkey', { id })).status).toBe(404);
    expect((await ann.visitor.post('/passkey/update-passkey', { id, name: 'x' })).status).toBe(404);
  });
});

describe('two people', () => {
  it('Bob can neither rename nor remove Ann’s passkey, nor sign her in with one of his', async () => {
    const ann = await person('ann2@example.com');
    const bob = await person('bob2@example.com', 'Bob');
    await expect(renamePasskey(test.db, bob.id, ann.passkeyId, 'Mine')).rejects.toMatchObject({
      status: 404,
    });
    await expect(removePasskey(test.db, bob.id, ann.passkeyId)).rejects.toMatchObject({
      status: 404,
    });
    const [kept] = await listPasskeys(test.db, ann.id);
    expect(kept).toMatchObject({ id: ann.passkeyId, name: expect.not.stringContaining('Mine') });
    const { visitor } = await signInWith(bob.key);
    expect((await visitor.session())?.user.id).toBe(bob.id);
  });

  it('Bob can’t register a credential id of Ann’s', async () => {
    const ann = await person('ann3@example.com');
    const bob = await person('bob3@example.com', 'Bob');
    const options = await readOptions(bob.visitor, 'register');
    const id = ann.key.made[0]?.id;
    if (!id) throw new Error('Ann has no passkey.');
    const answer = await bob.visitor.post('/passkey/verify-registration', {
      response: device().create(options, { id }),
    });
    expect(answer.status).toBe(400);
    const owners = await test.db
      .select({ userId: passkeys.userId })
      .from(passkeys)
      .where(eq(passkeys.credentialID, id.toString('base64url')));
    expect(owners).toEqual([{ userId: ann.id }]);
    expect((await signInWith(ann.key)).answer.status).toBe(200);
  });

  it('a challenge that was made for Ann adds nothing for Bob in the same browser', async () => {
    const ann = await person('ann4@example.com');
    const bob = await person('bob4@example.com', 'Bob');
    const options = await readOptions(ann.visitor, 'register');
    const challenge = [...ann.visitor.cookies].filter(([name]) => name.endsWith('passkey'));
    for (const [name, value] of challenge) bob.visitor.cookies.set(name, value);
    const answer = await bob.visitor.post('/passkey/verify-registration', {
      response: device().create(options),
    });
    expect(answer.status).toBe(401);
    expect(await listPasskeys(test.db, bob.id)).toHaveLength(1);
    expect(await listPasskeys(test.db, ann.id)).toHaveLength(1);
  });

  it('Bob’s passkey does not prove that it is Ann', async () => {
    const ann = await person('ann5@example.com');
    const bob = await person('bob5@example.com', 'Bob');
    await test.db
      .update(sessions)
      .set({ provenAt: new Date(0) })
      .where(eq(sessions.userId, ann.id));
    const options = await readOptions(ann.visitor, 'authenticate');
    const answer = await ann.visitor.post('/passkey/prove', { response: bob.key.get(options) });
    expect(answer.status).toBe(401);
    expect((await ann.visitor.session())?.session.provenAt).toEqual(new Date(0));
  });

  it('a letter or a file says that there are passkeys and never what they are; deletion takes all', async () => {
    const ann = await person('ann6@example.com');
    const bob = await person('bob6@example.com', 'Bob');
    const signedIn = await ann.visitor.session();
    if (!signedIn) throw new Error('Ann is not signed in.');
    let file = '';
    for await (const piece of exportAccount(test.db, signedIn.scope, new Date())) file += piece;
    const [row] = await test.db.select().from(passkeys).where(eq(passkeys.userId, ann.id));
    expect(JSON.parse(file).account).toMatchObject({
      twoFactorEnabled: false,
      passkeys: [{ name: row?.name }],
    });
    expect(file).not.toContain(row?.credentialID);
    expect(file).not.toContain(row?.publicKey);

    await readOptions(ann.visitor, 'register');
    await deleteAccount(test.db, ann.id);
    expect(await test.db.$count(passkeys, eq(passkeys.userId, ann.id))).toBe(0);
    const left = JSON.stringify(await test.db.select().from(verifications));
    expect(left).not.toContain(ann.id);
    expect((await signInWith(ann.key)).answer.status).toBe(401);
    expect((await signInWith(bob.key)).answer.status).toBe(200);
  });
});

describe('signing up with a passkey', () => {
  async function signUpWith(where: TestAuth, email: string, key = device()) {
    const visitor = new Visitor(where);
    const asked = await visitor.post('/sign-up/passkey/options', { name: 'Cleo', email });
    expect(asked.status, await asked.clone().text()).toBe(200);
    const response = key.create(await asked.json());
    return { visitor, key, answer: await visitor.post('/sign-up/passkey', { response }) };
  }

  it('makes an account without a password, signs in at once, and the passkey opens it again', async () => {
    const { visitor, key, answer } = await signUpWith(saydo, 'Cleo@example.com');
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(await answer.text()).not.toContain('token');
    expect((await visitor.session())?.user).toMatchObject({
      name: 'Cleo',
      email: 'cleo@example.com',
    });
    const again = await signInWith(key);
    expect((await again.visitor.session())?.user.email).toBe('cleo@example.com');
    expect((await new Visitor(saydo).signIn('cleo@example.com', password)).status).toBe(401);
  });

  it('the only way in can’t be removed; with another beside it, it can', async () => {
    const { visitor } = await signUpWith(saydo, 'only@example.com');
    const id = (await visitor.session())?.user.id ?? '';
    const [first] = await listPasskeys(test.db, id);
    await expect(removePasskey(test.db, id, first?.id ?? '')).rejects.toMatchObject({
      status: 409,
    });
    expect(await listPasskeys(test.db, id)).toHaveLength(1);
    expect((await addPasskey(visitor, device())).status).toBe(200);
    await removePasskey(test.db, id, first?.id ?? '');
    const [second] = await listPasskeys(test.db, id);
    await expect(removePasskey(test.db, id, second?.id ?? '')).rejects.toMatchObject({
      status: 409,
    });
    const ann = await person('with-password@example.com');
    await removePasskey(test.db, ann.id, ann.passkeyId);
    expect(await listPasskeys(test.db, ann.id)).toEqual([]);
  });

  it('an address has one account', async () => {
    await person('taken@example.com');
    const { visitor, answer } = await signUpWith(saydo, 'TAKEN@example.com');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ field: 'email' });
    expect(await visitor.session()).toBeNull();
  });

  it.each([
    ['name', { name: ' ', email: 'x@example.com' }],
    ['email', { name: 'Ann', email: 'x' }],
  ])('a wrong %s is named', async (field, body) => {
    const answer = await new Visitor(saydo).post('/sign-up/passkey/options', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ field });
  });

  it('with mail: nobody comes in before the letter, and a stranger learns nothing about an address', async () => {
    const mailbox = createMailbox();
    const mailing = createTestAuth(test.db, { sendMail: mailbox.sendMail });
    const fresh = await signUpWith(mailing, 'dora@example.com');
    const known = await signUpWith(mailing, 'taken@example.com');
    expect(fresh.answer.status).toBe(200);
    expect(known.answer.status).toBe(200);
    expect(await fresh.answer.text()).toBe(await known.answer.text());
    expect([...fresh.visitor.cookies.keys()]).toEqual([...known.visitor.cookies.keys()]);
    expect(await fresh.visitor.session()).toBeNull();
    await mailing.settled();
    expect(mailbox.letters.map(({ to, subject }) => [to, subject])).toEqual([
      ['dora@example.com', 'Confirm your address for Saydo'],
      ['taken@example.com', 'You already have a Saydo account'],
    ]);

    const early = await signInWith(fresh.key, new Visitor(mailing));
    expect(early.answer.status).toBe(403);
    expect((await early.answer.json()).error).toContain('not confirmed');
    await mailing.settled();
    const letter = mailbox.letters.at(-1);
    expect(letter?.to).toBe('dora@example.com');
    const url = new URL(letter?.link?.url ?? '');
    await new Visitor(mailing).get(url.pathname.replace('/api/auth', '') + url.search);
    const later = await signInWith(fresh.key, new Visitor(mailing));
    expect(later.answer.status).toBe(200);
  });

  it('whoever planted a passkey at somebody’s address is out once its owner has chosen a password', async () => {
    const mailbox = createMailbox();
    const mailing = createTestAuth(test.db, { sendMail: mailbox.sendMail });
    const mallory = await signUpWith(mailing, 'victim@example.com');
    await new Visitor(mailing).post('/request-password-reset', { email: 'victim@example.com' });
    await mailing.settled();
    const reset = mailbox.letters.find(({ subject }) => subject.startsWith('Choose'));
    const token = new URL(reset?.link?.url ?? '').searchParams.get('token');
    const owner = new Visitor(mailing);
    const done = await owner.post('/reset-password', {
      token,
      newPassword: 'a password of the owner',
    });
    expect(done.status, await done.clone().text()).toBe(200);
    expect((await owner.signIn('victim@example.com', 'a password of the owner')).status).toBe(200);
    const out = await signInWith(mallory.key, new Visitor(mailing));
    expect(out.answer.status).toBe(401);
    expect(await out.visitor.session()).toBeNull();
    expect(
      await test.db.$count(
        passkeys,
        and(eq(passkeys.credentialID, mallory.key.made[0]?.id.toString('base64url') ?? '')),
      ),
    ).toBe(0);
  });
});
