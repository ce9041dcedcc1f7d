import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { securityEvents, users } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { ACTIVITY_PAGE, listSecurityEvents } from '@/lib/account/security-activity';
import { createScope } from '@/lib/scope';
import { recordSecurityEvent } from './security-events';
import { createMailbox, createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const nowhere = { userAgent: null, address: null };

let test: TestDatabase;
let saydo: TestAuth;
let mailbox: ReturnType<typeof createMailbox>;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(() => {
  mailbox = createMailbox();
  saydo = createTestAuth(test.db, { sendMail: mailbox.sendMail });
});

/** Somebody who has signed up, confirmed the address and signed in for the first time. */
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

const signInFrom = (visitor: Visitor, email: string, userAgent: string, secret = password) =>
  visitor.post('/sign-in/email', { email, password: secret }, { 'user-agent': userAgent });

async function kindsOf(userId: string): Promise<string[]> {
  await saydo.settled();
  const rows = await test.db
    .select({ kind: securityEvents.kind })
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
  return rows.map(({ kind }) => kind);
}

const lettersTo = async (email: string) => {
  await saydo.settled();
  return mailbox.letters.filter(({ to }) => to === email).map(({ subject }) => subject);
};

describe('the activity of an account', () => {
  it('has what happened in its order, with device and address, for its owner alone', async () => {
    const [ann, bob] = [await somebody('ann'), await somebody('bob')];
    const phone = new Visitor(saydo);
    await signInFrom(phone, ann.email, firefox, 'a guess');
    await saydo.settled();
    await signInFrom(phone, ann.email, firefox);
    await phone.post('/sign-out', {});
    expect(await kindsOf(ann.user.id)).toEqual([
      'signed_up',
      'signed_in',
      'sign_in_failed',
      'signed_in',
      'signed_out',
    ]);
    const { events } = await listSecurityEvents(ann.scope);
    expect(events[1]).toMatchObject({
      what: 'Signed in',
      from: `Firefox on Linux, ${phone.address}`,
    });
    expect(events.map(({ what }) => what)[0]).toBe('Signed out');

    expect(await kindsOf(bob.user.id)).toEqual(['signed_up', 'signed_in']);
    const his = await listSecurityEvents(bob.scope);
    expect(JSON.stringify(his)).not.toContain(phone.address);
    // Neither the filter nor the database's own rule gives him hers.
    const seen = await bob.scope.run((tx) => tx.select().from(securityEvents));
    expect(new Set(seen.map(({ userId }) => userId))).toEqual(new Set([bob.user.id]));
    const asHer = createScope(test.db, bob.user.id);
    expect((await listSecurityEvents({ ...asHer, userId: ann.user.id })).events).toEqual([]);
  });

  it('holds no word that a stranger chose', async () => {
    const { user, email } = await somebody('cleo');
    await signInFrom(new Visitor(saydo), email, 'http://evil.example/ call 555-0100', 'a guess');
    await saydo.settled();
    const rows = await test.db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.userId, user.id));
    expect(rows.at(-1)).toMatchObject({ device: 'Unknown device' });
    expect(JSON.stringify(rows)).not.toContain('evil');
  });

  it('is not flooded by wrong passwords, and an unknown address leaves nothing', async () => {
    const { user } = await somebody('dan');
    for (let times = 0; times < 60; times += 1) {
      await saydo.watch.note(user.id, 'sign_in_failed', new Headers(), new Date());
    }
    const failures = (await kindsOf(user.id)).filter((kind) => kind === 'sign_in_failed');
    expect(failures).toHaveLength(50);
    await saydo.watch.note(user.id, 'password_changed', new Headers(), new Date());
    expect((await kindsOf(user.id)).at(-1)).toBe('password_changed');

    const count = async () => (await test.db.select().from(securityEvents)).length;
    const before = await count();
    await new Visitor(saydo).signIn('nobody@example.com', 'a guess');
    await saydo.settled();
    expect(await count()).toBe(before);
  });

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const { user, scope } = await somebody('eve');
    for (let times = 0; times < ACTIVITY_PAGE + 10; times += 1) {
      await recordSecurityEvent(test.db, user.id, 'link_made', nowhere, new Date());
    }
    const first = await listSecurityEvents(scope);
    expect(first.events).toHaveLength(ACTIVITY_PAGE);
    const second = await listSecurityEvents(scope, { before: first.next ?? '' });
    expect(second.next).toBeNull();
    const ids = [...first.events, ...second.events].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ACTIVITY_PAGE + 12);
  });

  it('can’t be changed or taken out, by its owner or by the database’s, until a year has passed', async () => {
    const { user, scope } = await somebody('fay');
    const change = sql`update security_events set device = 'mine' where user_id = ${user.id}`;
    const remove = sql`delete from security_events where user_id = ${user.id}`;
    for (const query of [change, remove]) {
      // Refused, or without a row that the person may touch: both leave everything as it was.
      await scope.run((tx) => tx.execute(query)).catch((error: unknown) => error);
      await expect(test.db.execute(query)).rejects.toThrow();
    }
    expect(await kindsOf(user.id)).toEqual(['signed_up', 'signed_in']);
    const old = new Date(Date.now() - 366 * 24 * 60 * 60 * 1000);
    await recordSecurityEvent(test.db, user.id, 'link_made', nowhere, old);
    await test.db.execute(
      sql`delete from security_events where user_id = ${user.id} and kind = 'link_made'`,
    );
    expect(await kindsOf(user.id)).toEqual(['signed_up', 'signed_in']);
  });

  it('that can’t be written is told to the log, and the person is signed in all the same', async () => {
    const { email } = await somebody('gus');
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await test.db.execute(sql`alter table security_events rename to elsewhere`);
    try {
      await saydo.watch.note(
        '00000000-0000-7000-8000-000000000000',
        'signed_in',
        new Headers(),
        new Date(),
      );
      expect(log).toHaveBeenCalledWith(expect.stringContaining('(signed_in) could not be written'));
    } finally {
      await test.db.execute(sql`alter table elsewhere rename to security_events`);
      log.mockRestore();
    }
    expect((await new Visitor(saydo).signIn(email)).status).toBe(200);
  });
});

describe('a letter', () => {
  it('tells of a device that is new, once, and not of the first one', async () => {
    const { visitor, email } = await somebody('hal');
    expect((await lettersTo(email)).filter((subject) => /new device/.test(subject))).toEqual([]);
    await visitor.post('/sign-out', {});
    await visitor.signIn(email);
    expect((await lettersTo(email)).filter((subject) => /new device/.test(subject))).toEqual([]);
    const phone = new Visitor(saydo);
    await signInFrom(phone, email, firefox);
    await signInFrom(phone, email, firefox);
    expect((await lettersTo(email)).filter((subject) => /new device/.test(subject))).toHaveLength(
      1,
    );
    const text = mailbox.letters.at(-1)?.paragraphs.join(' ') ?? '';
    expect(text).toContain('Firefox on Linux');
    expect(text).toContain(phone.address);
    expect(text).toContain(String(new Date().getUTCFullYear()));
  });

  it('tells of a changed password and of a reset one, in none of a stranger’s words', async () => {
    const { visitor, email } = await somebody('ida');
    await saydo.auth.api.changePassword({
      headers: visitor.headers({ 'user-agent': 'evil.example' }),
      body: { currentPassword: password, newPassword: 'chosen in the settings' },
    });
    expect(await lettersTo(email)).toContain('Your Saydo password was changed');
    await visitor.post('/request-password-reset', { email });
    await saydo.settled();
    const url =
      mailbox.letters.findLast(({ link }) => link?.url.includes('token='))?.link?.url ?? '';
    const token = new URL(url).searchParams.get('token');
    await visitor.post('/reset-password', { token, newPassword: 'chosen by a letter' });
    const subjects = await lettersTo(email);
    expect(
      subjects.filter((subject) => subject === 'Your Saydo password was changed'),
    ).toHaveLength(2);
    expect(JSON.stringify(mailbox.letters)).not.toContain('evil');
  });

  it('tells of the thief’s browser again after a new password: it is known no more', async () => {
    const { visitor, email } = await somebody('joe');
    const thief = new Visitor(saydo);
    await thief.signIn(email);
    await saydo.auth.api.changePassword({
      headers: visitor.headers(),
      body: { currentPassword: password, newPassword: 'chosen in the settings' },
    });
    const before = (await lettersTo(email)).length;
    await thief.signIn(email, 'chosen in the settings');
    expect((await lettersTo(email)).length).toBe(before + 1);
    await visitor.signIn(email, 'chosen in the settings');
    expect((await lettersTo(email)).length).toBe(before + 1);
  });
});
