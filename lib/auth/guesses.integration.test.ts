import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { LONGEST_WAIT, takeGuess } from './guesses';
import { createTestAuth, type TestAuth, Visitor } from './test/visitor';

let test: TestDatabase;
let saydo: TestAuth;

beforeAll(async () => {
  test = await createTestDatabase();
  saydo = createTestAuth(test.db);
});
afterAll(() => test.close());

const start = Date.UTC(2026, 10, 22);
const at = (seconds: number) => new Date(start + seconds * 1000);
/** A guess by somebody who has never signed in to the account. */
const guess = (email: string, address: string | null, seconds: number) =>
  takeGuess(test.db, email, { device: null, address }, at(seconds));

describe('25 wrong guesses from as many addresses', () => {
  it('leave the owner’s own browser free, and let them in from a new one after a bounded wait', async () => {
    const owner = new Visitor(saydo);
    await owner.signUp('owner@example.com');
    await owner.post('/sign-out', {});
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 25; attempt += 1) {
      statuses.push((await new Visitor(saydo).signIn('owner@example.com', 'a guess')).status);
    }
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(20).fill(429)]);

    expect((await owner.signIn('owner@example.com')).status).toBe(200);
    const elsewhere = await new Visitor(saydo).signIn('owner@example.com');
    expect(elsewhere.status).toBe(429);
    const wait = Number(elsewhere.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(LONGEST_WAIT);
    expect(await elsewhere.json()).toMatchObject({ try_next: expect.stringContaining('Wait') });
    // An account nobody guesses at is as open as ever.
    await new Visitor(saydo).signUp('other@example.com');
    expect((await new Visitor(saydo).signIn('other@example.com')).status).toBe(200);
  });

  it('do not open a browser’s own way for who brings somebody else’s cookie, or an invented one', async () => {
    const [ann, bob] = [new Visitor(saydo), new Visitor(saydo)];
    await ann.signUp('ann@example.com', 'Ann');
    await bob.signUp('bob@example.com', 'Bob');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await new Visitor(saydo).signIn('ann@example.com', 'a guess');
    }
    const [hers] = [...ann.cookies].filter(([name]) => name.includes('saydo.device.'));
    const [his] = [...bob.cookies].filter(([name]) => name.includes('saydo.device.'));
    expect(hers?.[0]).not.toBe(his?.[0]);
    for (const token of [his?.[1] ?? '', 'invented', '']) {
      const thief = new Visitor(saydo);
      thief.cookies.set(hers?.[0] ?? '', token);
      expect((await thief.signIn('ann@example.com')).status).toBe(429);
    }
    expect((await ann.signIn('ann@example.com')).status).toBe(200);
  });
});

describe('who guesses at one account', () => {
  it('waits longer each time, never less, also when the owner signs in between', async () => {
    const waits: number[] = [];
    let now = 0;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const turn = await guess('slow@example.com', '192.0.2.1', now);
      if (attempt >= 5) {
        expect(turn.allowed).toBe(false);
        waits.push(turn.retryAfter ?? 0);
        now += turn.retryAfter ?? 0;
        expect((await guess('slow@example.com', '192.0.2.1', now)).allowed).toBe(true);
        await takeGuess(
          test.db,
          'slow@example.com',
          { device: 'a known one', address: null },
          at(now),
        );
      }
    }
    expect(waits.slice(0, 7)).toEqual([5, 10, 20, 40, 80, 160, 300]);
    expect(waits.slice(7).every((wait) => wait === LONGEST_WAIT)).toBe(true);
  });

  it('gains nothing by asking too early, nor by asking at once', async () => {
    for (let free = 0; free < 5; free += 1) await guess('early@example.com', '192.0.2.1', 0);
    expect(await guess('early@example.com', '192.0.2.1', 0)).toMatchObject({ retryAfter: 5 });
    expect(await guess('early@example.com', '192.0.2.1', 3)).toMatchObject({ retryAfter: 2 });
    const together = await Promise.all(
      Array.from({ length: 8 }, () => guess('early@example.com', '192.0.2.1', 5)),
    );
    expect(together.filter(({ allowed }) => allowed)).toHaveLength(1);
    const burst = await Promise.all(
      Array.from({ length: 20 }, (_, n) => guess('burst@example.com', `192.0.2.${n}`, 0)),
    );
    expect(burst.filter(({ allowed }) => allowed)).toHaveLength(5);
  });

  it('has one place in a network of IPv6, however they write it', async () => {
    for (let free = 0; free < 5; free += 1) await guess('six@example.com', null, 0);
    await guess('six@example.com', '2001:db8:1:2::1', 0);
    await guess('six@example.com', '192.0.2.9', 5);
    const again = await guess('six@example.com', '2001:0db8:0001:0002:ffff::9', 3);
    expect(again).toMatchObject({ allowed: false, retryAfter: 2 });
    expect(await guess('six@example.com', '2001:db8:1:3::1', 3)).toMatchObject({ retryAfter: 5 });
  });

  it('does not take the turn of somebody who has waited elsewhere', async () => {
    for (let free = 0; free < 5; free += 1) await guess('fair@example.com', null, 0);
    const owner = await guess('fair@example.com', '198.51.100.7', 0);
    const when = owner.retryAfter ?? 0;
    for (let other = 0; other < 30; other += 1) {
      await guess('fair@example.com', `192.0.2.${other}`, other / 10);
      await guess('fair@example.com', `192.0.2.${other}`, when);
    }
    expect((await guess('fair@example.com', '198.51.100.7', when)).allowed).toBe(true);
  });
});
