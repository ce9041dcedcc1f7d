import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { check } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import {
  getClock,
  getPreferences,
  preferencesPatch,
  savePreferences,
  storeFirstVisit,
} from './preferences';

let test: TestDatabase;
let ada: Scope;
let bob: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ada = createScope(test.db, (await createUser(test.db, { name: 'Ada' })).id);
  bob = createScope(test.db, (await createUser(test.db, { name: 'Bob' })).id);
});

describe('preferences', () => {
  it('somebody new has the same ones before and after the first is saved', async () => {
    const before = await getPreferences(ada);
    expect(before).toEqual({
      name: 'Ada',
      timeZone: null,
      weekStart: 1,
      dateOrder: 'mdy',
      dateOrderChosen: false,
      nextWeekday: 'nearest',
      dayParts: { morning: '09:00', afternoon: '15:00', evening: '18:00', night: '20:00' },
      theme: 'system',
    });
    await savePreferences(ada, { theme: 'system' });
    expect(await getPreferences(ada)).toEqual(before);
  });

  it('keeps what is saved, one at a time, for that person alone', async () => {
    const dayParts = { morning: '07:30', afternoon: '13:00', evening: '19:00', night: '22:15' };
    await savePreferences(ada, { weekStart: 6, theme: 'dark' });
    await savePreferences(ada, { dateOrder: 'dmy', dayParts, nextWeekday: 'after' });
    await savePreferences(ada, { name: 'Ada L.', timeZone: 'Europe/Prague' });
    expect(await getPreferences(ada)).toEqual({
      name: 'Ada L.',
      timeZone: 'Europe/Prague',
      weekStart: 6,
      dateOrder: 'dmy',
      dateOrderChosen: true,
      nextWeekday: 'after',
      dayParts,
      theme: 'dark',
    });
    expect(await getPreferences(bob)).toMatchObject({
      name: 'Bob',
      weekStart: 1,
      dateOrderChosen: false,
      nextWeekday: 'nearest',
      theme: 'system',
    });
    expect(await getClock(ada, new Date())).toMatchObject({ nextWeekday: 'after' });
  });

  it('two tabs that save at once make one row', async () => {
    await Promise.all([
      savePreferences(ada, { theme: 'dark' }),
      savePreferences(ada, { weekStart: 0 }),
      savePreferences(ada, { dateOrder: 'dmy' }),
    ]);
    expect(await getPreferences(ada)).toMatchObject({
      theme: 'dark',
      weekStart: 0,
      dateOrder: 'dmy',
    });
  });

  it('nobody writes into the preferences of somebody else', async () => {
    await savePreferences(bob, { theme: 'dark' });
    const forged: Scope = { userId: bob.userId, run: ada.run };
    await expect(savePreferences(forged, { theme: 'light' })).rejects.toThrow();
    await savePreferences(forged, { name: 'Mallory' });
    expect(await getPreferences(bob)).toMatchObject({ name: 'Bob', theme: 'dark' });
  });

  it.each([
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['weekStart', { weekStart: 3 }],
    ['dateOrder', { dateOrder: 'ymd' }],
    ['theme', { theme: 'pink' }],
    ['name', { name: ' ' }],
    [
      'dayParts.morning',
      { dayParts: { morning: '25:00', afternoon: '15:00', evening: '18:00', night: '20:00' } },
    ],
    [
      'dayParts',
      { dayParts: { morning: '16:00', afternoon: '15:00', evening: '18:00', night: '20:00' } },
    ],
    ['email', { email: 'other@example.com' }],
    ['userId', { userId: 'somebody' }],
  ])('a wrong %s is refused by its name', (field, patch) => {
    expect(() => check(preferencesPatch, patch)).toThrow(
      expect.objectContaining({ status: 400, body: expect.objectContaining({ field }) }),
    );
  });
});

describe('the time zone', () => {
  it('is what the first browser tells, and stays when another tells its own', async () => {
    expect(
      await storeFirstVisit(ada, { timeZone: 'Asia/Tokyo', weekStart: 0, dateOrder: 'dmy' }),
    ).toBe(true);
    expect(await storeFirstVisit(ada, { timeZone: 'America/New_York', weekStart: 6 })).toBe(false);
    expect(await getPreferences(ada)).toMatchObject({
      timeZone: 'Asia/Tokyo',
      weekStart: 0,
      dateOrder: 'dmy',
    });
    expect(await getPreferences(bob)).toMatchObject({ timeZone: null, weekStart: 1 });
  });

  it('keep what was chosen before a browser told its habits', async () => {
    await savePreferences(ada, { weekStart: 6 });
    await storeFirstVisit(ada, { timeZone: 'Asia/Tokyo', weekStart: 0 });
    expect((await getPreferences(ada)).weekStart).toBe(6);
  });

  it('is UTC until it is known', async () => {
    const now = new Date('2026-11-22T12:00:00Z');
    expect(await getClock(ada, now)).toMatchObject({ now, timeZone: 'UTC', weekStart: 1 });
    await savePreferences(ada, { timeZone: 'Asia/Tokyo' });
    expect((await getClock(ada, now)).timeZone).toBe('Asia/Tokyo');
  });
});

it('somebody who is gone is not signed in', async () => {
  await test.db.execute(sql`delete from users where id = ${ada.userId}`);
  await expect(getPreferences(ada)).rejects.toMatchObject({ status: 401 });
});
