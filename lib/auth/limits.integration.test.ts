import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { takeTurn } from '@/lib/rate-limit';
import { createTestAuth, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

describe('signing in too often', () => {
  it('is refused from one address, with how long to wait, and not from another', async () => {
    await new Visitor(saydo).signUp('ada@example.com');
    const eve = new Visitor(saydo);
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push((await eve.signIn(`guess-${attempt}@example.com`, 'guess')).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429]);

    const refused = await eve.signIn('ada@example.com');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ try_next: expect.stringContaining('Wait') });
    expect((await new Visitor(saydo).signIn('ada@example.com')).status).toBe(200);
  });

  it('counts in the database, so that another server process refuses too', async () => {
    const other = createTestAuth(test.db);
    const eve = new Visitor(saydo);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await eve.signIn(`again-${attempt}@example.com`, 'guess');
    }
    const elsewhere = new Visitor(other, eve.address);
    expect((await elsewhere.signIn('ada@example.com')).status).toBe(429);
  });

  it('is refused for one account from many addresses', async () => {
    await new Visitor(saydo).signUp('target@example.com');
    const statuses = [];
    for (let attempt = 0; attempt < 21; attempt += 1) {
      statuses.push((await new Visitor(saydo).signIn('target@example.com', 'guess')).status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses[20]).toBe(429);
  }, 60_000);
});

describe('taking turns', () => {
  const rule = { window: 60, max: 3 };
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);

  it('a window begins with the first turn and ends by itself', async () => {
    const take = (seconds: number) => takeTurn(test.db, 'window', rule, at(seconds));
    expect(await take(0)).toEqual({ allowed: true, retryAfter: null });
    await take(10);
    await take(20);
    expect(await take(30)).toEqual({ allowed: false, retryAfter: 30 });
    expect(await take(59)).toEqual({ allowed: false, retryAfter: 1 });
    expect(await take(60)).toEqual({ allowed: true, retryAfter: null });
  });

  it('turns that come at once are counted one by one', async () => {
    const turns = await Promise.all(
      Array.from({ length: 10 }, () => takeTurn(test.db, 'at once', rule, at(0))),
    );
    expect(turns.filter((turn) => turn.allowed)).toHaveLength(3);
  });
});
