import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { users, verifications } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { agreeToEmailChange, askEmailChange, readEmailChange } from './email-change';
import { createMailbox, createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;
const mailbox = createMailbox();

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db, { sendMail: mailbox.sendMail });
});
afterAll(() => test.close());

/** Somebody who has confirmed their address, and is signed in. */
async function somebody(name: string) {
  const email = `${name}@example.com`;
  const visitor = new Visitor(saydo);
  await visitor.signUp(email, name);
  await test.db.update(users).set({ emailVerified: true }).where(eq(users.email, email));
  await visitor.signIn(email);
  const session = await visitor.session();
  if (!session) throw new Error('Nobody is signed in.');
  return { visitor, email, ...session };
}

/** The token in the newest letter to this address. */
async function tokenFor(email: string, page: 'reset-password' | 'change-email'): Promise<string> {
  await saydo.settled();
  const links = mailbox.letters.filter(({ to }) => to === email).map(({ link }) => link?.url ?? '');
  const url = links.findLast((link) => link.includes(`/${page}?token=`)) ?? '';
  return new URL(url).searchParams.get('token') ?? '';
}

async function letterWithToken(email: string): Promise<string> {
  await new Visitor(saydo).post('/request-password-reset', { email });
  return tokenFor(email, 'reset-password');
}

const reset = async (token: string, newPassword: string) =>
  (await new Visitor(saydo).post('/reset-password', { token, newPassword })).status;

describe('two letters for a new password', () => {
  it('the one that is used makes the other useless, and nobody else’s', async () => {
    const [ann, bob] = [await somebody('ann'), await somebody('bob')];
    const [first, second] = [await letterWithToken(ann.email), await letterWithToken(ann.email)];
    const his = await letterWithToken(bob.email);
    expect(await reset(second, 'a quite new one for ann')).toBe(200);
    expect(await reset(first, 'what a thief would choose')).toBe(400);
    expect((await new Visitor(saydo).signIn(ann.email, 'a quite new one for ann')).status).toBe(
      200,
    );
    expect(await reset(his, 'a quite new one for bob')).toBe(200);
  });

  it('end both with a change of the password in the settings', async () => {
    const { visitor, email } = await somebody('cleo');
    const tokens = [await letterWithToken(email), await letterWithToken(email)];
    const changed = await saydo.auth.api.changePassword({
      headers: visitor.headers(),
      body: { currentPassword: password, newPassword: 'chosen in the settings' },
    });
    expect(changed.user.email).toBe(email);
    for (const token of tokens) expect(await reset(token, 'what a thief would choose')).toBe(400);
    expect((await new Visitor(saydo).signIn(email, 'chosen in the settings')).status).toBe(200);
  });

  it('are not used up by a password that is refused', async () => {
    const { email } = await somebody('dan');
    const token = await letterWithToken(email);
    expect(await reset(token, 'password1')).toBe(400);
    expect(await reset(token, `dan@example`)).toBe(400);
    expect(await reset(token, 'a quite new one for dan')).toBe(200);
  });
});

describe('a row of the database that somebody else has read', () => {
  it('opens nothing: neither a new password nor a new address', async () => {
    const { visitor, email, user, session } = await somebody('eve');
    const token = await letterWithToken(email);
    const rowsOfReset = await test.db
      .select()
      .from(verifications)
      .where(eq(verifications.value, user.id));
    expect(rowsOfReset).toHaveLength(1);
    for (const { identifier, id, value } of rowsOfReset) {
      expect(identifier).not.toContain(token);
      for (const read of [identifier, id, value, identifier.replace('reset-password:', '')]) {
        expect(await reset(read, 'what a thief would choose')).toBe(400);
      }
    }
    const now = new Date();
    await askEmailChange(
      saydo.services,
      { user, session },
      'eve.new@example.com',
      visitor.headers(),
      now,
    );
    const change = await tokenFor(email, 'change-email');
    expect(await readEmailChange(test.db, change, now)).toMatchObject({ step: 'old' });
    const all = await test.db.select().from(verifications);
    expect(JSON.stringify(all)).not.toContain(change);
    for (const { identifier, value } of all) {
      expect(await readEmailChange(test.db, identifier, now)).toBeNull();
      await expect(
        agreeToEmailChange(saydo.services, value, () => null, new Headers(), now),
      ).rejects.toMatchObject({ status: 400 });
    }
  });

  it('holds nothing of the letter that confirms an address', async () => {
    const before = await test.db.select().from(verifications);
    await new Visitor(saydo).signUp('fay@example.com');
    await saydo.settled();
    expect(mailbox.letters.some(({ to }) => to === 'fay@example.com')).toBe(true);
    expect(await test.db.select().from(verifications)).toHaveLength(before.length);
  });
});
