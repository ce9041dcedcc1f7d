import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { conversations, tasks, users } from '@/db/schema';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { signOut } from '@/lib/auth/actions';
import { personHeader, refusedHeader } from '@/lib/auth/fields';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { addTasksInWords } from '@/lib/tasks/actions';
import { POST as stopAt } from './chat/[id]/stop/route';
import { POST as sayAt } from './chat/route';
import { POST as importAt } from './conversations/import/route';
import { GET as readConversations } from './conversations/route';
import { GET as readEvents } from './events/route';
import { GET as readTasks } from './tasks/route';

let sent = new Headers();
vi.mock('next/server', () => ({ after: (work: Promise<void>) => void work }));
vi.mock('next/headers', () => ({
  headers: async () => sent,
  cookies: async () => ({ set: () => {}, get: () => undefined }),
}));

let test: TestDatabase;
let ann: Visitor;
let bob: Visitor;
const ids: Record<string, string> = {};

beforeAll(async () => {
  test = await installTestDatabase();
  [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
});
afterAll(() => test.close());

async function somebody(name: string) {
  const visitor = new Visitor({ auth: getAuth(), db: test.db, site, settled: async () => [] });
  await visitor.signUp(`${name}-page@example.com`, name);
  ids[name] = (await visitor.session())?.user.id ?? '';
  return visitor;
}

/** A request with the cookie of one person, from a page that was made for another. */
function from(
  page: string | null,
  visitor: Visitor,
  path: string,
  body?: object,
  more: Record<string, string> = {},
) {
  const headers = visitor.headers({ origin: site.url, ...more });
  if (page !== null) headers.set(personHeader, page);
  return new Request(`${site.url}${path}`, {
    headers,
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
}

const saying = () => ({
  id: uuidv7(),
  message: { id: uuidv7(), role: 'user', parts: [{ type: 'text', text: 'add Ann’s own thing' }] },
});
const params = () => ({ params: Promise.resolve({ id: uuidv7() }) });

const doors: [
  string,
  (page: string | null, visitor: Visitor, more?: Record<string, string>) => Promise<Response>,
][] = [
  [
    'saying something',
    (page, visitor, more) => sayAt(from(page, visitor, '/api/chat', saying(), more)),
  ],
  [
    'stopping an answer',
    (page, visitor, more) => stopAt(from(page, visitor, '/api/chat/x/stop', {}, more), params()),
  ],
  [
    'importing',
    (page, visitor, more) => importAt(from(page, visitor, '/api/conversations/import', {}, more)),
  ],
];
const reads: typeof doors = [
  ['tasks', (page, visitor) => readTasks(from(page, visitor, '/api/tasks'))],
  [
    'conversations',
    (page, visitor) => readConversations(from(page, visitor, '/api/conversations')),
  ],
  ['events', (page, visitor) => readEvents(from(page, visitor, '/api/events'))],
];

async function expectNothingOf(name: string) {
  const userId = ids[name] ?? '';
  expect(await test.db.select().from(tasks).where(eq(tasks.userId, userId))).toEqual([]);
  expect(
    await test.db.select().from(conversations).where(eq(conversations.userId, userId)),
  ).toEqual([]);
}

describe('A page of Ann’s, in a browser where Bob has signed in since', () => {
  it.each([...doors, ...reads])('is refused with words and a code: %s', async (_, ask) => {
    const answer = await ask(ids.Ann ?? '', bob);
    expect(answer.status).toBe(409);
    expect(answer.headers.get(refusedHeader)).toBe('other_person');
    expect(await answer.json()).toMatchObject({
      code: 'other_person',
      error: expect.stringContaining('Somebody else'),
      try_next: expect.stringContaining('kept'),
    });
    await expectNothingOf('Bob');
  });

  it('is refused a click, and does not sign Bob out', async () => {
    sent = bob.headers({ [personHeader]: ids.Ann ?? '', 'next-action': 'x' });
    expect(await addTasksInWords({ id: uuidv7(), text: 'Ann’s errand' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('Somebody else'),
    });
    await expectNothingOf('Bob');
    expect(await signOut()).toMatchObject({ refusal: { code: 'other_person' } });
    const posted = await bob.post('/sign-out', {}, { [personHeader]: ids.Ann ?? '' });
    expect(posted.status).toBe(409);
    expect(await bob.session()).not.toBeNull();
  });

  it('is told with a code when nobody is signed in any more', async () => {
    for (const [what, ask] of [...doors, ...reads]) {
      const answer = await ask(ids.Ann ?? '', new Visitor(ann.saydo));
      expect(answer.status, what).toBe(401);
      expect(answer.headers.get(refusedHeader), what).toBe('signed_out');
      expect(await answer.json(), what).toMatchObject({ code: 'signed_out' });
    }
  });
});

describe('A page', () => {
  it('of the person who is signed in is not in the way', async () => {
    for (const [what, ask] of [...doors, ...reads]) {
      const answer = await ask(ids.Ann ?? '', ann);
      expect([200, 400, 404], what).toContain(answer.status);
      await answer.body?.cancel();
    }
  });

  it('that changes something by a script must say for whom; a program speaks for itself', async () => {
    for (const [what, ask] of doors) {
      expect((await ask(null, bob, { 'sec-fetch-dest': 'empty' })).status, what).toBe(409);
    }
    await expectNothingOf('Bob');
    const program = await sayAt(from(null, bob, '/api/chat', saying()));
    expect(program.status).toBe(200);
    await program.text();
  });
});

describe('An account that is deleted while its cookie still vouches for it', () => {
  it('stores nothing and is told to sign in, by doors and clicks', async () => {
    const cleo = await somebody('Cleo');
    await test.db.delete(users).where(eq(users.id, ids.Cleo ?? ''));
    const answer = await sayAt(from(ids.Cleo ?? '', cleo, '/api/chat', saying()));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'signed_out' });
    sent = cleo.headers({ [personHeader]: ids.Cleo ?? '', 'next-action': 'x' });
    expect(await addTasksInWords({ id: uuidv7(), text: 'a ghost' })).toMatchObject({
      ok: false,
      error: 'You are not signed in.',
    });
  });
});
