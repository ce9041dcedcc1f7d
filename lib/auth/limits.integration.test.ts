import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rateLimits } from '@/db/schema';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { env } from '@/lib/env';
import { takeTurn } from '@/lib/rate-limit';
import { createAddressLimit } from './address-limit';
import { createClickLimit, HANDFUL, HANDFULS } from './click-limit';
import { createReadLimits } from './read-limit';
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

describe('clicking too often', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
  const most = HANDFUL * HANDFULS.max;

  /** How many of this many clicks are let through, one after the other. */
  async function clicks(
    click: ReturnType<typeof createClickLimit>,
    userId: string,
    count: number,
    seconds: number,
  ) {
    let through = 0;
    for (let done = 0; done < count; done += 1) {
      await click(test.db, userId, at(seconds)).then(
        () => {
          through += 1;
        },
        (error: unknown) => expect(error).toMatchObject({ status: 429 }),
      );
    }
    return through;
  }

  it('is refused with how long to wait, and somebody else goes on clicking', async () => {
    const click = createClickLimit();
    expect(await clicks(click, 'ann', most + 5, 0)).toBe(most);
    await expect(click(test.db, 'ann', at(20))).rejects.toMatchObject({
      body: { error: 'That was too often in a short time.', try_next: expect.stringMatching(/40/) },
      headers: { 'Retry-After': '40' },
    });
    expect(await clicks(click, 'bob', 1, 20)).toBe(1);
    expect(await clicks(click, 'ann', 1, 60)).toBe(1);
  });

  it('is counted for all server processes together', async () => {
    const [here, there] = [createClickLimit(), createClickLimit()];
    const half = HANDFUL * 8;
    expect(await clicks(here, 'cleo', half, 0)).toBe(half);
    expect(await clicks(there, 'cleo', most, 0)).toBe(most - half);
    expect(await clicks(here, 'cleo', 1, 0)).toBe(0);
  });

  it('asks the database for one click in twenty', async () => {
    const click = createClickLimit();
    await clicks(click, 'dan', HANDFUL * 2, 0);
    const rows = await test.db.select().from(rateLimits);
    expect(rows.find(({ key }) => key === 'click:dan')?.count).toBe(2);
  });

  it('takes one handful for clicks that come together', async () => {
    const click = createClickLimit();
    const together = Array.from({ length: 40 }, () => click(test.db, 'eve', at(0)));
    expect((await Promise.allSettled(together)).map(({ status }) => status)).not.toContain(
      'rejected',
    );
    const rows = await test.db.select().from(rateLimits);
    expect(rows.find(({ key }) => key === 'click:eve')?.count).toBe(2);
  });
});

describe('reading too much', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
  const most = { ...env, READS_PER_MINUTE: 45, SEARCHES_PER_MINUTE: 30, EXPORTS_PER_HOUR: 2 };

  it.each([
    ['read', 45, 60],
    ['search', 30, 60],
    ['export', 2, 3600],
  ] as const)(
    'is refused for a person’s %s after %i, until the time is over',
    async (kind, count, window) => {
      const read = createReadLimits(most);
      const ann = `ann-${kind}`;
      for (let done = 0; done < count; done += 1) await read(kind, test.db, ann, at(0));
      await expect(read(kind, test.db, ann, at(1))).rejects.toMatchObject({
        status: 429,
        headers: { 'Retry-After': String(window - 1) },
      });
      const other = kind === 'read' ? 'search' : 'read';
      await read(other, test.db, ann, at(1));
      await read(kind, test.db, `bob-${kind}`, at(1));
      await read(kind, test.db, ann, at(window));
    },
  );

  it('is refused for an address without a person, and for no other', () => {
    const visit = createAddressLimit(3);
    expect([0, 0, 0, 0].map(() => visit('192.0.2.1', at(0)))).toEqual([0, 0, 0, 60]);
    expect(visit('192.0.2.2', at(0))).toBe(0);
    expect(visit(null, at(0))).toBe(0);
    expect(visit('192.0.2.1', at(60))).toBe(0);
  });
});

it('a picture that a visitor names is refused, and nobody is signed up with it', async () => {
  const body = {
    name: 'Eve',
    email: 'eve-picture@example.com',
    password: 'a long enough password',
    image: 'https://example.com/x.png',
  };
  const refused = await new Visitor(saydo).post('/sign-up/email', body);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: expect.any(String), field: 'image' });
});
