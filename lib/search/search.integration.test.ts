import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { conversations, messages, tasks } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { type SearchKind, SearchTooLong, type Segment, search } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
let clock = Date.parse('2026-11-01T09:00:00Z');

beforeAll(async () => {
  test = await createTestDatabase();
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});
afterAll(() => test.close());

type Said = Partial<typeof messages.$inferInsert>;
type Talk = Partial<typeof conversations.$inferInsert>;

/** A conversation of these messages, each a minute after the one before it. */
async function talk(scope: Scope, title: string, said: (string | Said)[], rest: Talk = {}) {
  const id = uuidv7();
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({
      userId: scope.userId,
      id,
      title,
      updatedAt: new Date(clock),
      ...rest,
    });
    for (const message of said) {
      clock += 60_000;
      await tx.insert(messages).values({
        userId: scope.userId,
        conversationId: id,
        role: 'user',
        status: 'complete',
        createdAt: new Date(clock),
        content: '',
        ...(typeof message === 'string' ? { content: message } : message),
      });
    }
  });
  return id;
}

async function plan(scope: Scope, title: string, rest: Partial<typeof tasks.$inferInsert> = {}) {
  const [row] = await scope.run((tx) =>
    tx
      .insert(tasks)
      .values({ userId: scope.userId, title, position: 1, ...rest })
      .returning({ id: tasks.id }),
  );
  return row?.id;
}

const find = (scope: Scope, query: string, kinds?: SearchKind[]) =>
  search(scope, { query, limit: 20, ...(kinds && { kinds }) });
const shown = (segments: Segment[]) =>
  segments.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');
const foundMessages = async (scope: Scope, query: string) =>
  (await find(scope, query)).messages.hits.map((hit) => shown(hit.snippet));
const foundTasks = async (scope: Scope, query: string) =>
  (await find(scope, query)).tasks.hits.map((hit) => shown(hit.title));
const foundConversations = async (scope: Scope, query: string) =>
  (await find(scope, query)).conversations.hits.map((hit) => shown(hit.title));

describe('messages', () => {
  it('are found by a word, another form of it, its beginning and with a slip', async () => {
    await talk(ann, 'Teeth', ['Appointments with the dentist are awful']);
    const whole = '[Appointments] with the dentist are awful';
    expect(await foundMessages(ann, 'appointments')).toEqual([whole]);
    expect(await foundMessages(ann, 'appointment')).toEqual([whole]);
    expect(await foundMessages(ann, 'appoi')).toEqual([whole]);
    expect(await foundMessages(ann, 'apointmetns')).toEqual([whole]);
    expect(await foundMessages(ann, 'awfull dentsit')).toEqual([
      'Appointments with the [dentist] are [awful]',
    ]);
    expect(await foundMessages(ann, 'appointments zebra')).toEqual([]);
  });

  it('are found by a phrase only where its words stand together', async () => {
    await talk(ann, 'Sea', ['The red boat sank', 'The boat was red']);
    expect(await foundMessages(ann, '"red boat"')).toEqual(['The [red boat] sank']);
    expect(await foundMessages(ann, 'red boat')).toEqual([
      'The [red] [boat] sank',
      'The [boat] was [red]',
    ]);
    expect(await foundMessages(ann, 'boat -sank')).toEqual(['The [boat] was red']);
  });

  it('are found in every script, and by what is no word at all', async () => {
    await talk(ann, 'Scripts', [
      'Die Größe der Tür prüfen',
      '明日の会議を準備する',
      'Geschafft 🎉 endlich',
      'Learn C++ properly',
    ]);
    expect(await foundMessages(ann, 'größ')).toEqual(['Die [Größe] der Tür prüfen']);
    expect(await foundMessages(ann, 'prufen')).toEqual(['Die Größe der Tür [prüfen]']);
    expect(await foundMessages(ann, '会議')).toEqual(['明日の[会議]を準備する']);
    expect(await foundMessages(ann, '🎉')).toEqual(['Geschafft [🎉] endlich']);
    expect(await foundMessages(ann, 'c++')).toEqual(['Learn [C++] properly']);
  });

  it('of the trash, of another version, taken out or being written are not found', async () => {
    await talk(ann, 'Gone', ['The walrus in the trash'], { deletedAt: new Date() });
    await talk(ann, 'Here', [
      { content: 'The walrus of an older version', active: false },
      { content: 'The walrus that was taken out', deletedAt: new Date() },
      { content: 'The walrus so far', role: 'assistant', status: 'streaming' },
      { content: 'The walrus that stays', role: 'assistant', status: 'stopped' },
    ]);
    for (const query of ['walrus', 'walr', 'walrsu', 'alru'])
      expect((await find(ann, query)).messages.hits.map((hit) => hit.role)).toEqual(['assistant']);
  });

  it('of an archived conversation are found, and say that it is archived', async () => {
    const id = await talk(ann, 'Old plans', ['Buy a lighthouse'], { archivedAt: new Date() });
    const { messages: found, conversations: titles } = await find(ann, 'lighthouse');
    expect(found.hits[0]?.conversation).toEqual({ id, title: 'Old plans', archived: true });
    expect(titles.hits).toEqual([]);
    expect((await find(ann, 'old plans')).conversations.hits[0]?.archived).toBe(true);
  });

  it('come with those first that have the query word for word, then the newest', async () => {
    await talk(ann, 'Order', [
      'paint the fence',
      'a fence of paint, paint everywhere',
      'the fence needs paint',
    ]);
    expect(await foundMessages(ann, 'paint the fence')).toEqual([
      '[paint] the [fence]',
      'the [fence] needs [paint]',
      'a [fence] of [paint], [paint] everywhere',
    ]);
  });

  it('go on from a cursor, each once and in order', async () => {
    await talk(
      ann,
      'Many',
      Array.from({ length: 23 }, (_, number) => `tulip ${number}`),
    );
    expect(await allPages('tulip')).toEqual(
      Array.from({ length: 23 }, (_, number) => `[tulip] ${22 - number}`),
    );
    // By a slip, and by letters.
    expect(await allPages('tulpi')).toHaveLength(23);
    expect(await allPages('ulip')).toHaveLength(23);
  });

  async function allPages(query: string) {
    const kinds = ['messages'] as const;
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search(ann, { query, limit: 5, kinds, cursor });
      all.push(...page.messages.hits.map((hit) => shown(hit.snippet)));
      cursor = page.messages.next_cursor ?? undefined;
    } while (cursor);
    return all;
  }
});

describe('titles', () => {
  it('come as the title itself, its beginning, a word of it, other forms, then what is like it', async () => {
    for (const title of ['The marathon', 'Marathon', 'Marathons', 'Marathon training'])
      await talk(ann, title, []);
    expect(await foundConversations(ann, 'marathon')).toEqual([
      '[Marathon]',
      '[Marathon] training',
      '[Marathons]',
      'The [marathon]',
    ]);
    expect((await foundConversations(ann, 'maraton')).toSorted()).toEqual([
      'The [marathon]',
      '[Marathon]',
      '[Marathon] training',
      '[Marathons]',
    ]);
  });

  it('of tasks come before their descriptions, and open tasks before done ones', async () => {
    await plan(ann, 'Fix the gutter', { completedAt: new Date() });
    await plan(ann, 'Fix the gutters');
    await plan(ann, 'House', { description: 'roof, gutter and chimney' });
    await plan(ann, 'Gutter in the trash', { deletedAt: new Date() });
    const { hits } = (await find(ann, 'gutter')).tasks;
    expect(hits.map((hit) => [shown(hit.title), hit.completed])).toEqual([
      ['Fix the [gutters]', false],
      ['Fix the [gutter]', true],
      ['House', false],
    ]);
    expect(shown(hits[2]?.description ?? [])).toBe('roof, [gutter] and chimney');
    expect(await foundTasks(ann, 'guter')).toEqual(['Fix the [gutters]', 'Fix the [gutter]']);
    expect(await foundTasks(ann, 'gutter -chimney -fix')).toEqual([]);
  });

  it('go on from a cursor', async () => {
    for (let number = 0; number < 7; number++) await plan(ann, `Water orchid ${number}`);
    const kinds = ['tasks'] as const;
    const first = await search(ann, { query: 'orchid', limit: 4, kinds });
    const cursor = first.tasks.next_cursor ?? '';
    const second = await search(ann, { query: 'orchid', limit: 4, kinds, cursor });
    const ids = [...first.tasks.hits, ...second.tasks.hits].map((task) => task.id);
    expect(new Set(ids).size).toBe(7);
    expect(second.tasks.next_cursor).toBeNull();
  });
});

describe('another person', () => {
  it('is never found, whatever is looked for', async () => {
    await talk(bob, 'Bob and the penguin', ['My penguin likes fish']);
    await plan(bob, 'Feed the penguin');
    await talk(ann, 'Zoo', ['Which animals likes fish the most']);
    for (const query of ['penguin', 'peng', 'pengiun', 'engui', '"likes fish"', 'feed']) {
      const { conversations: talks, messages: said, tasks: planned } = await find(ann, query);
      expect([...talks.hits, ...planned.hits]).toEqual([]);
      expect(JSON.stringify(said.hits)).not.toContain('penguin');
    }
    expect(await foundMessages(bob, 'penguin')).toEqual(['My [penguin] likes fish']);
    expect(await foundMessages(bob, 'animals')).toEqual([]);
  });

  it('is kept out by the filter in every query, also above row-level security', async () => {
    await talk(ann, 'An ostrich', ['My ostrich runs']);
    await plan(ann, 'Groom the ostrich');
    // Bob on the connection of the tables' owner, where the function speaks for Ann by mistake.
    const above: Scope = {
      userId: bob.userId,
      run: (work) =>
        test.db.transaction(async (tx) => {
          await tx.execute(sql`select set_config('app.user_id', ${ann.userId}, true)`);
          return work(tx);
        }),
    };
    for (const query of ['ostrich', 'ostr', 'ostrihc', 'stric'])
      expect(JSON.stringify(await find(above, query))).not.toContain('ostrich');
    expect((await find(ann, 'ostrich')).messages.hits).toHaveLength(1);
  });

  it("can't be reached with a cursor of theirs", async () => {
    for (let number = 0; number < 3; number++) await plan(bob, `Heron ${number}`);
    const kinds = ['tasks'] as const;
    const { tasks: page } = await search(bob, { query: 'heron', limit: 1, kinds });
    const cursor = page.next_cursor ?? '';
    expect((await search(ann, { query: 'heron', limit: 1, kinds, cursor })).tasks.hits).toEqual([]);
  });
});

describe('the function that reads above row-level security', () => {
  const ask = sql`select * from search_messages(plainto_tsquery('english', 'penguin'), 'penguin', '{}', '{}', null, null, null, 10)`;

  it('finds nothing while no person is set', async () => {
    const rows = await test.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'app_user', true)`);
      return (await tx.execute(ask)).rows;
    });
    expect(rows).toEqual([]);
    expect((await test.db.execute(ask)).rows).toEqual([]);
  });

  it("gives a person their own messages' ids and no others", async () => {
    const own = await bob.run((tx) => tx.execute<{ id: string }>(ask));
    expect(own.rows).toHaveLength(1);
    expect((await ann.run((tx) => tx.execute(ask))).rows).toEqual([]);
  });

  it('gives no more than a page, whatever it is asked for', async () => {
    await talk(
      bob,
      'Birds',
      Array.from({ length: 120 }, (_, number) => `sparrow ${number}`),
    );
    const { rows } = await bob.run((tx) =>
      tx.execute(
        sql`select * from search_messages('sparrow'::tsquery, 'x', '{}', '{}', null, null, null, 5000)`,
      ),
    );
    expect(rows).toHaveLength(101);
  });

  it('is open to app_user alone, and looks for names in no schema that others may write to', async () => {
    const { rows } = await test.db.execute(sql`
      select prosecdef, proconfig @> array['search_path=""'] as fixed,
        has_function_privilege('app_user', oid, 'execute') as app_user,
        (select count(*)::int from aclexplode(proacl) where grantee = 0) as everybody
      from pg_proc where proname = 'search_messages'`);
    expect(rows).toEqual([{ prosecdef: true, fixed: true, app_user: true, everybody: 0 }]);
  });
});

describe('a hostile query', () => {
  it.each(
    [
      "' OR 1=1",
      "'; drop table messages; --",
      '!!!',
      '"',
      "'",
      "'':* & | !",
      '\\',
      "\\' \\\\",
      '(((',
      '[[:',
      '.*+?{1,99999}',
      '%_%',
      'a:* b:*',
      '\0',
      'rent\0',
      '\ud800',
      '<->',
      '-rent',
      `"${'the '.repeat(50)}"`,
      'x'.repeat(8000),
      '会'.repeat(8000),
      'a '.repeat(4000),
    ].map((query) => ({ query, name: JSON.stringify(query.slice(0, 30)) })),
  )('breaks nothing: $name', async ({ query }) => {
    const started = performance.now();
    await expect(find(ann, query)).resolves.toHaveProperty('messages');
    expect(performance.now() - started).toBeLessThan(5000);
    expect(
      await ann.run((tx) => tx.$count(messages, eq(messages.userId, ann.userId))),
    ).toBeGreaterThan(0);
  });

  it('of a cursor is refused', async () => {
    for (const cursor of ['', 'x', 'words.1.zz', 'words.1.zzzzzzzzzzzz.x', `nope.1.a.${uuidv7()}`])
      await expect(
        search(ann, { query: 'tulip', limit: 5, kinds: ['messages'], cursor }),
      ).rejects.toMatchObject({ status: 400, body: { field: 'cursor' } });
  });
});

// PGlite has one connection: nothing else can hold a lock.
if (inject('driver') !== 'pglite')
  it('a search that the database gives up on is told as such', async () => {
    await test.db.transaction(async (tx) => {
      await tx.execute(sql`lock table messages in access exclusive mode`);
      await expect(
        search(ann, { query: 'tulip', limit: 5, kinds: ['messages'], patience: 50 }),
      ).rejects.toBeInstanceOf(SearchTooLong);
    });
  });
