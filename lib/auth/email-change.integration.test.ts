import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { securityEvents, users } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import {
  agreeToEmailChange,
  askEmailChange,
  readEmailChange,
  refuseEmailChange,
} from './email-change';
import { createMailbox, createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;
let mailbox: ReturnType<typeof createMailbox>;
const now = new Date();

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(() => {
  mailbox = createMailbox();
  saydo = createTestAuth(test.db, { sendMail: mailbox.sendMail });
});

async function somebody(name: string, on = saydo) {
  const email = `${name}@example.com`;
  const visitor = new Visitor(on);
  await visitor.signUp(email, name);
  await test.db.update(users).set({ emailVerified: true }).where(eq(users.email, email));
  await visitor.signIn(email);
  const session = await visitor.session();
  if (!session) throw new Error('Nobody is signed in.');
  return { visitor, ...session };
}

type Person = Awaited<ReturnType<typeof somebody>>;

const ask = ({ user, session, visitor }: Person, email: string, on = saydo) =>
  askEmailChange(on.services, { user, session }, email, visitor.headers(), now);

const agree = (token: string, reader?: Person, at = now) =>
  agreeToEmailChange(
    saydo.services,
    token,
    (userId) => (reader?.user.id === userId ? reader.session.id : null),
    reader?.visitor.headers() ?? new Headers(),
    at,
  );

async function lettersTo(email: string) {
  await saydo.settled();
  return mailbox.letters.filter(({ to }) => to === email);
}

async function tokenFor(email: string): Promise<string> {
  const url = (await lettersTo(email)).findLast(({ link }) => link?.url.includes('/change-email?'));
  return new URL(url?.link?.url ?? '').searchParams.get('token') ?? '';
}

const emailOf = async ({ user }: Person) =>
  (await test.db.select().from(users).where(eq(users.id, user.id)))[0]?.email;

describe('another address', () => {
  it('takes effect when both addresses have agreed, and not before', async () => {
    const ann = await somebody('ann');
    const elsewhere = new Visitor(saydo);
    await elsewhere.signIn('ann@example.com');
    expect(await ask(ann, 'ann.new@example.com')).toBe('asked');
    expect(await lettersTo('ann.new@example.com')).toEqual([]);
    await agree(await tokenFor('ann@example.com'));
    expect(await emailOf(ann)).toBe('ann@example.com');
    await agree(await tokenFor('ann.new@example.com'), ann);
    expect(await emailOf(ann)).toBe('ann.new@example.com');

    expect((await ann.visitor.session())?.user.email).toBe('ann.new@example.com');
    expect(await elsewhere.session()).toBeNull();
    expect((await new Visitor(saydo).signIn('ann.new@example.com')).status).toBe(200);
    expect((await new Visitor(saydo).signIn('ann@example.com')).status).toBe(401);
    const told = (await lettersTo('ann@example.com')).at(-1);
    expect(told?.subject).toContain('has another address');
    const kinds = await test.db
      .select({ kind: securityEvents.kind })
      .from(securityEvents)
      .where(eq(securityEvents.userId, ann.user.id));
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['email_change_asked', 'email_changed']),
    );
  });

  it('ends the letters for a new password that wait in the old mailbox', async () => {
    const bob = await somebody('bob');
    await new Visitor(saydo).post('/request-password-reset', { email: 'bob@example.com' });
    const reset = (await lettersTo('bob@example.com')).at(-1)?.link?.url ?? '';
    await ask(bob, 'bob.new@example.com');
    await agree(await tokenFor('bob@example.com'));
    await new Visitor(saydo).post('/request-password-reset', { email: 'bob@example.com' });
    const later = (await lettersTo('bob@example.com')).at(-1)?.link?.url ?? '';
    await agree(await tokenFor('bob.new@example.com'), bob);
    for (const url of [reset, later]) {
      const token = new URL(url).searchParams.get('token');
      const newPassword = 'what a thief would choose';
      const answer = await new Visitor(saydo).post('/reset-password', { token, newPassword });
      expect(answer.status).toBe(400);
    }
  });

  it('each link works once, for an hour, and a later request ends the one before', async () => {
    const cleo = await somebody('cleo');
    await ask(cleo, 'cleo.one@example.com');
    const first = await tokenFor('cleo@example.com');
    await ask(cleo, 'cleo.two@example.com');
    const second = await tokenFor('cleo@example.com');
    await expect(agree(first)).rejects.toMatchObject({ status: 400 });
    const late = new Date(now.getTime() + 61 * 60 * 1000);
    await expect(agree(second, undefined, late)).rejects.toMatchObject({ status: 400 });
    expect(await readEmailChange(test.db, second, now)).toMatchObject({
      step: 'old',
      email: 'cleo.two@example.com',
    });
    await agree(second);
    await expect(agree(second)).rejects.toMatchObject({ status: 400 });
    expect(await lettersTo('cleo.one@example.com')).toEqual([]);
  });

  it('stays away when the reader of the first letter says that it wasn’t them', async () => {
    const dan = await somebody('dan');
    await ask(dan, 'thief@example.com');
    const token = await tokenFor('dan@example.com');
    await refuseEmailChange(test.db, token, now);
    await expect(agree(token)).rejects.toMatchObject({ status: 400 });
    expect(await emailOf(dan)).toBe('dan@example.com');
    expect(await lettersTo('thief@example.com')).toEqual([]);
  });

  it('that has an account is told to its reader alone, and nothing changes', async () => {
    const [eve, fay] = [await somebody('eve'), await somebody('fay')];
    expect(await ask(eve, 'fay@example.com')).toBe(await ask(eve, 'nobody.yet@example.com'));
    await ask(eve, 'fay@example.com');
    const agreed = await agree(await tokenFor('eve@example.com'));
    expect(agreed).toMatchObject({ step: 'old' });
    const letter = (await lettersTo('fay@example.com')).at(-1);
    expect(letter?.subject).toContain('already has');
    expect(letter?.link).toBeUndefined();
    expect([await emailOf(eve), await emailOf(fay)]).toEqual([
      'eve@example.com',
      'fay@example.com',
    ]);
  });

  it('ends with a change of the password', async () => {
    const gus = await somebody('gus');
    await ask(gus, 'gus.new@example.com');
    const token = await tokenFor('gus@example.com');
    await saydo.auth.api.changePassword({
      headers: gus.visitor.headers(),
      body: { currentPassword: password, newPassword: 'chosen in the settings' },
    });
    await expect(agree(token)).rejects.toMatchObject({ status: 400 });
  });

  it('can’t be asked for without end, nor be sent to one mailbox without end', async () => {
    const hal = await somebody('hal');
    for (let times = 0; times < 5; times += 1) await ask(hal, `hal.${times}@example.com`);
    await expect(ask(hal, 'hal.5@example.com')).rejects.toMatchObject({ status: 429 });
  });

  it('is taken at once where no mail can be sent, unless it has an account', async () => {
    const silent = createTestAuth(test.db);
    const [ida, joe] = [await somebody('ida', silent), await somebody('joe', silent)];
    await expect(ask(ida, 'joe@example.com', silent)).rejects.toMatchObject({ status: 422 });
    expect(await ask(ida, 'ida.new@example.com', silent)).toBe('changed');
    expect([await emailOf(ida), await emailOf(joe)]).toEqual([
      'ida.new@example.com',
      'joe@example.com',
    ]);
    expect((await ida.visitor.session())?.user.email).toBe('ida.new@example.com');
  });
});
