import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { users } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { createMailer } from '@/lib/mail';
import { createMailServer, type Received } from '@/lib/mail/test/mail-server';
import { createMailbox, createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

/** A mail server on a free port that keeps what it is given. */
async function startMailServer() {
  const received: Received[] = [];
  const server = createMailServer((letter) => received.push(letter));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    received,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

let test: TestDatabase;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let saydo: TestAuth;

beforeAll(async () => {
  [test, mail] = await Promise.all([createTestDatabase(), startMailServer()]);
  saydo = createTestAuth(test.db, { sendMail: createMailer(mail.url, 'Saydo <saydo@saydo.test>') });
});
afterAll(async () => {
  await mail.close();
  await test.close();
});

/** The last letter to `to`. */
async function letterTo(to: string) {
  await saydo.settled();
  const letter = mail.received.findLast((one) => one.to === to);
  if (!letter) throw new Error(`There is no letter to ${to}.`);
  return letter.text;
}

/** The path under /api/auth of the link that confirms an address. */
async function confirmationPath(to: string) {
  const [, path = ''] =
    /https:\/\/saydo\.test\/api\/auth(\/verify-email\S+)/.exec(await letterTo(to)) ?? [];
  return path;
}

async function resetToken(to: string) {
  const [, token = ''] = /\/reset-password\?token=(\w+)/.exec(await letterTo(to)) ?? [];
  return token;
}

async function addConfirmed(email: string) {
  const visitor = new Visitor(saydo);
  await visitor.signUp(email);
  await visitor.get(await confirmationPath(email));
  return visitor;
}

describe('a new address', () => {
  it('is confirmed by its letter before anybody signs in with it', async () => {
    const ada = new Visitor(saydo);
    expect((await ada.signUp('ada@example.com')).status).toBe(200);
    expect(await ada.session()).toBeNull();

    const early = await ada.signIn('ada@example.com');
    expect(early.status).toBe(403);
    expect((await early.json()).error).toContain('not confirmed');

    const confirmed = await ada.get(await confirmationPath('ada@example.com'));
    expect(confirmed.status).toBe(302);
    expect(confirmed.headers.get('location')).toBe('/sign-in?confirmed=1');
    expect(await ada.session()).toBeNull();

    expect((await ada.signIn('ada@example.com')).status).toBe(200);
    expect((await ada.session())?.user.email).toBe('ada@example.com');
  });

  it('gets a letter that does not repeat what a stranger typed as a name', async () => {
    await new Visitor(saydo).signUp('victim@example.com', 'You won: http://evil.example');
    expect(await letterTo('victim@example.com')).not.toContain('evil.example');
  });

  it('is not confirmed by a link that was changed', async () => {
    const visitor = new Visitor(saydo);
    await visitor.signUp('changed@example.com');
    const path = await confirmationPath('changed@example.com');
    const response = await visitor.get(path.replace(/token=./, 'token=x'));
    expect(response.headers.get('location')).toContain('error=INVALID_TOKEN');
    const [row] = await test.db.select().from(users).where(eq(users.email, 'changed@example.com'));
    expect(row?.emailVerified).toBe(false);
  });

  it('leads nowhere but to Saydo', async () => {
    const visitor = new Visitor(saydo);
    await visitor.signUp('away@example.com');
    const path = await confirmationPath('away@example.com');
    const away = path.replace(
      /callbackURL=.*/,
      `callbackURL=${encodeURIComponent('https://evil.example/')}`,
    );
    expect((await visitor.get(away)).status).toBe(403);
  });
});

describe('an address that has an account', () => {
  it('gets the same answer at sign-up as one that has none', async () => {
    await addConfirmed('known@example.com');
    const known = await new Visitor(saydo).signUp('known@example.com', 'Somebody');
    const unknown = await new Visitor(saydo).signUp('unknown@example.com', 'Somebody');
    expect(known.status).toBe(unknown.status);
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    const shape = (body: Record<string, unknown>) => ({
      ...body,
      user: {
        ...(body.user as object),
        id: 'an id',
        email: 'an address',
        createdAt: 'a time',
        updatedAt: 'a time',
      },
    });
    expect(shape(await known.json())).toEqual(shape(await unknown.json()));
  });

  it('is told by letter, and nothing changes', async () => {
    await addConfirmed('told@example.com');
    await new Visitor(saydo).post('/sign-up/email', {
      name: 'Mallory',
      email: 'told@example.com',
      password: 'another password',
    });
    expect(await letterTo('told@example.com')).toContain('already has an');
    expect((await new Visitor(saydo).signIn('told@example.com', 'another password')).status).toBe(
      401,
    );
    expect((await new Visitor(saydo).signIn('told@example.com')).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  it('is replaced by its letter, once, and every device is signed out', async () => {
    const bob = await addConfirmed('bob@example.com');
    await bob.signIn('bob@example.com');
    const visitor = new Visitor(saydo);
    await visitor.post('/request-password-reset', { email: 'bob@example.com' });
    const token = await resetToken('bob@example.com');

    const reset = await visitor.post('/reset-password', { token, newPassword: 'a new password' });
    expect(reset.status).toBe(200);
    expect(await bob.session()).toBeNull();
    expect((await bob.signIn('bob@example.com')).status).toBe(401);
    expect((await bob.signIn('bob@example.com', 'a new password')).status).toBe(200);

    const again = await visitor.post('/reset-password', { token, newPassword: 'yet another one' });
    expect(again.status).toBe(400);
    expect((await again.json()).error).toContain('used already');
  });

  it.each(['\0', 'never made'])(
    'is refused with a token that nobody was sent: %j',
    async (token) => {
      const wanted = { token, newPassword: 'a new password' };
      const { status } = await new Visitor(saydo).post('/reset-password', wanted);
      expect(status).toBe(400);
    },
  );

  it('is asked for with the same answer for a known and an unknown address', async () => {
    await addConfirmed('reset@example.com');
    const ask = (email: string) => new Visitor(saydo).post('/request-password-reset', { email });
    const known = await ask('reset@example.com');
    const unknown = await ask('nobody@example.com');
    expect(known.status).toBe(200);
    expect(await known.text()).toBe(await unknown.text());
    await saydo.settled();
    expect(mail.received.some((letter) => letter.to === 'nobody@example.com')).toBe(false);
  });

  it('gives an address back to its owner when a stranger signed up with it', async () => {
    const stranger = new Visitor(saydo);
    await stranger.signUp('owner@example.com');
    const owner = new Visitor(saydo);
    await owner.post('/request-password-reset', { email: 'owner@example.com' });
    const token = await resetToken('owner@example.com');
    await owner.post('/reset-password', { token, newPassword: 'only mine now' });
    expect((await owner.signIn('owner@example.com', 'only mine now')).status).toBe(200);
    expect((await stranger.signIn('owner@example.com', password)).status).toBe(401);
  });

  it('links to Saydo whatever host the request named', async () => {
    await addConfirmed('host@example.com');
    await new Visitor(saydo).post(
      '/request-password-reset',
      { email: 'host@example.com' },
      { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    );
    const letter = await letterTo('host@example.com');
    expect(letter).toContain('https://saydo.test/reset-password?token=');
    expect(letter).not.toContain('evil.example');
  });
});

describe('a mail server that fails', () => {
  it('tells the visitor nothing about the address, and the log what went wrong', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = createTestAuth(test.db, {
      sendMail: createMailer('smtp://127.0.0.1:1', 'saydo@saydo.test'),
    });
    const response = await new Visitor(broken).signUp('unlucky@example.com');
    expect(response.status).toBe(200);
    await broken.settled();
    expect(log).toHaveBeenCalledWith(expect.stringContaining('A letter could not be sent'));
    log.mockRestore();
  });
});

describe('letters to somebody who did not ask', () => {
  it('stop after a few an hour, whoever asks', async () => {
    const mailbox = createMailbox();
    const busy = createTestAuth(test.db, { sendMail: mailbox.sendMail });
    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const visitor = new Visitor(busy);
      statuses.push((await visitor.signUp('flooded@example.com')).status);
    }
    await busy.settled();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect(mailbox.letters).toHaveLength(5);
  });
});
