import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScope, type Scope } from '@/lib/scope';
import { ensureFoundations } from './foundations';
import { grantAccess, wrongGrants } from './grants';
import { securityEvents, users } from './schema';
import { createTestDatabase, createUser, type TestDatabase } from './test-database';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
  // What a database allows is not copied with it.
  await ensureFoundations(test.db);
  ann = createScope(test.db, (await createUser(test.db, { name: 'Ann' })).id);
  bob = createScope(test.db, (await createUser(test.db, { name: 'Bob' })).id);
});
afterAll(() => test.close());

const asAnn = (statement: string) => ann.run((tx) => tx.execute(sql.raw(statement)));
const refused = { cause: { code: '42501' } };

describe('a signed-in query', () => {
  const secrets = [
    'sessions',
    'accounts',
    'verifications',
    'rate_limits',
    'two_factors',
    'passkeys',
    'known_devices',
  ];

  it.each(secrets)('may neither read nor write %s', async (table) => {
    await expect(asAnn(`select from ${table}`)).rejects.toMatchObject(refused);
    await expect(asAnn(`insert into ${table} default values`)).rejects.toMatchObject(refused);
    await expect(asAnn(`delete from ${table}`)).rejects.toMatchObject(refused);
    const { rows } = await test.db.execute<{ name: string }>(sql`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`);
    expect(rows.length).toBeGreaterThan(3);
    for (const { name } of rows)
      await expect(asAnn(`update ${table} set "${name}" = default`)).rejects.toMatchObject(refused);
  });

  it('changes of a person their name and their zone, and nothing that is for sign-in', async () => {
    const { rows } = await test.db.execute<{ name: string }>(sql`
      select attname as name from pg_attribute
      where attrelid = 'users'::regclass and attnum > 0 and not attisdropped`);
    const changed: string[] = [];
    for (const { name } of rows) {
      const done = asAnn(`update users set "${name}" = "${name}" where id = '${ann.userId}'`);
      const outcome = await done.then(
        () => 'done',
        (error: { cause: { code: string } }) => error.cause.code,
      );
      if (outcome === 'done') changed.push(name);
      else expect(outcome).toBe('42501');
    }
    // Of updated_at only the new value is theirs to say: reading the old one is not granted.
    expect(changed.sort()).toEqual(['name', 'time_zone']);
    for (const set of [
      `email = 'mine@example.com'`,
      `email_verified = true`,
      `image = 'https://example.com/x.png'`,
      `status = 'active'`,
      `two_factor_enabled = false`,
      `phone_number = '1'`,
      `id = '${uuidv7()}'`,
    ])
      await expect(asAnn(`update users set ${set}`)).rejects.toMatchObject(refused);
    await expect(asAnn(`select email from users`)).rejects.toMatchObject(refused);
    await expect(asAnn(`delete from users`)).rejects.toMatchObject(refused);
    await expect(asAnn(`insert into users (id) values (default)`)).rejects.toMatchObject(refused);
  });

  it("leaves another person's row alone", async () => {
    await asAnn(`update users set name = 'Mine', updated_at = now()`);
    const rows = await test.db.select({ id: users.id, name: users.name }).from(users);
    expect(rows).toContainEqual({ id: ann.userId, name: 'Mine' });
    expect(rows).toContainEqual({ id: bob.userId, name: 'Bob' });
  });

  it('only reads what triggers and the server write', async () => {
    for (const table of ['security_events', 'user_changes', 'usage_ledger']) {
      await asAnn(`select from ${table}`);
      await expect(asAnn(`insert into ${table} default values`)).rejects.toMatchObject(refused);
      await expect(asAnn(`update ${table} set user_id = '${ann.userId}'`)).rejects.toMatchObject(
        refused,
      );
      await expect(asAnn(`delete from ${table}`)).rejects.toMatchObject(refused);
    }
  });

  it('makes no table, temporary or not, empties none and calls no function of the triggers', async () => {
    await expect(asAnn('create temporary table mine (id int)')).rejects.toMatchObject(refused);
    await expect(asAnn('create table mine (id int)')).rejects.toMatchObject(refused);
    await expect(asAnn('truncate tasks cascade')).rejects.toMatchObject(refused);
    await expect(asAnn(`select note_usage('${bob.userId}', 1, 1, 1, 1)`)).rejects.toMatchObject(
      refused,
    );
  });
});

describe('what is granted', () => {
  it('is what the schema says; a table of tomorrow is not handed out', async () => {
    expect(await wrongGrants(test.db)).toEqual([]);
    await test.db.execute(sql`create table tomorrow (id int)`);
    await test.db.execute(sql`grant all on tomorrow to public`);
    await test.db.execute(sql`grant update (email) on users to app_user`);
    await test.db.execute(sql`revoke select on tasks from app_user`);
    const wrong = await wrongGrants(test.db);
    expect(wrong).toContain('too much: tomorrow SELECT');
    expect(wrong).toContain('too much: users UPDATE email');
    expect(wrong).toContain('missing: tasks SELECT');
    await test.db.execute(sql`drop table tomorrow`);
    await grantAccess(test.db);
    expect(await wrongGrants(test.db)).toEqual([]);
  });
});

describe('security activity', () => {
  const year = 366 * 24 * 60 * 60 * 1000;
  const note = (userId: string, createdAt = new Date()) =>
    test.db
      .insert(securityEvents)
      .values({ userId, kind: 'signed_in', device: 'Firefox on Linux', createdAt });

  it('is only added to, whoever asks, until a year is over or the person goes', async () => {
    const cleo = await createUser(test.db);
    await note(cleo.id);
    const mine = sql`user_id = ${cleo.id}`;
    await expect(
      test.db.execute(sql`update security_events set device = 'x' where ${mine}`),
    ).rejects.toMatchObject(refused);
    await expect(
      test.db.execute(sql`delete from security_events where ${mine}`),
    ).rejects.toMatchObject(refused);
    await note(cleo.id, new Date(Date.now() - year));
    const old = sql`created_at < now() - interval '365 days'`;
    await test.db.execute(sql`delete from security_events where ${mine} and ${old}`);
    expect(await test.db.$count(securityEvents, mine)).toBe(1);
    await test.db.execute(sql`delete from users where id = ${cleo.id}`);
    expect(await test.db.$count(securityEvents, mine)).toBe(0);
  });
});
