import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { createTestAuth, password, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;
let ada: Visitor;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
  await new Visitor(saydo).signUp('ada@example.com');
});
afterAll(() => test.close());
beforeEach(async () => {
  ada = new Visitor(saydo);
  await ada.signIn('ada@example.com');
});

describe('a request from another site', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins like ours', { origin: 'https://saydo.test.evil.example' }],
    ['our host without encryption', { origin: 'http://saydo.test' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin at all', { origin: null }],
    [
      'no origin, and a browser that says where from',
      { origin: null, 'sec-fetch-site': 'cross-site' },
    ],
    ['a neighbour on the same domain', { origin: null, 'sec-fetch-site': 'same-site' }],
  ])('with %s changes nothing', async (_, headers) => {
    const response = await ada.post('/sign-out', {}, headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('another site') });
    expect(await ada.session()).not.toBeNull();
  });

  it('cannot sign a visitor in to an account of its own', async () => {
    const visitor = new Visitor(saydo);
    const response = await visitor.post(
      '/sign-in/email',
      { email: 'ada@example.com', password },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    );
    expect(response.status).toBe(403);
    expect(visitor.cookies.size).toBe(0);
  });

  it('a program without cookies needs no origin', async () => {
    const program = new Visitor(saydo);
    const body = { email: 'ada@example.com', password };
    expect((await program.post('/sign-in/email', body, { origin: null })).status).toBe(200);
  });
});

describe('where nobody set the address', () => {
  it('the host that the browser asked for is ours, and no other', async () => {
    const local = createTestAuth(test.db, { site: { url: 'http://localhost:3000', isSet: false } });
    const body = { email: 'ada@example.com', password };
    const from = (origin: string) =>
      new Visitor(local).post('/sign-in/email', body, { origin, host: '192.168.1.5:3000' });
    expect((await from('http://192.168.1.5:3000')).status).toBe(200);
    expect((await from('http://localhost:3000')).status).toBe(200);
    expect((await from('http://evil.example')).status).toBe(403);
  });
});

describe('what Saydo does not use', () => {
  it.each([
    '/list-sessions',
    '/list-accounts',
    '/get-access-token',
    '/delete-user/callback?token=x',
    '/account-info',
    '/error',
    '/ok',
    '/reference',
  ])('GET %s is not there', async (path) => {
    expect((await ada.get(path)).status).toBe(404);
  });

  it.each([
    '/update-user',
    '/delete-user',
    '/change-email',
    '/change-password',
    '/set-password',
    '/link-social',
    '/unlink-account',
    '/refresh-token',
    '/revoke-sessions',
    '/sign-in/email/',
    '/../auth/update-user',
  ])('POST %s is not there', async (path) => {
    expect((await ada.post(path, {})).status).toBe(404);
  });
});

describe('signing in with another service', () => {
  it('is not there without its keys', async () => {
    const response = await new Visitor(saydo).post('/sign-in/social', { provider: 'google' });
    expect(response.status).toBe(404);
  });

  it('goes to that service and comes back only to Saydo', async () => {
    const keys = { clientId: 'an id', clientSecret: 'a secret' };
    const social = createTestAuth(test.db, { google: keys, github: keys });
    const begin = (callbackURL: string) =>
      new Visitor(social).post('/sign-in/social', { provider: 'github', callbackURL });
    const { url } = await (await begin('/tasks')).json();
    const target = new URL(url);
    expect(target.hostname).toBe('github.com');
    expect(target.searchParams.get('redirect_uri')).toBe(
      'https://saydo.test/api/auth/callback/github',
    );
    expect((await begin('https://evil.example/')).status).toBe(403);
    expect((await begin('//evil.example/')).status).toBe(403);
  });
});
