import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import type { Thread } from '@/lib/agent/thread';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { GET } from '../conversations/[id]/messages/route';
import { POST } from './route';

// Outside of a request nothing may be put off until after it.
vi.mock('next/server', () => ({ after: (work: Promise<void>) => void work }));

let test: TestDatabase;
let ann: Visitor;
let bob: Visitor;
let id: string;

beforeAll(async () => {
  test = await installTestDatabase();
  [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
});
afterAll(() => test.close());
beforeEach(() => {
  id = uuidv7();
});

async function somebody(name: string) {
  const visitor = new Visitor({ auth: getAuth(), db: test.db, site, settled: async () => [] });
  await visitor.signUp(`${name}@example.com`, name);
  return visitor;
}

async function post(visitor: Visitor, body: object) {
  const headers = visitor.headers();
  headers.set('origin', site.url);
  const request = new Request(`${site.url}/api/chat`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const response = await POST(request);
  return { status: response.status, text: await response.text() };
}

async function read(visitor: Visitor, query = '') {
  const request = new Request(`${site.url}/api/conversations/${id}/messages${query}`, {
    headers: visitor.headers(),
  });
  const response = await GET(request, { params: Promise.resolve({ id }) });
  return { status: response.status, body: (await response.json()) as Thread };
}

const message = (text: string, messageId = uuidv7()) => ({
  id: messageId,
  role: 'user',
  parts: [{ type: 'text', text }],
});

it('a message is said, said anew and answered again, by its owner alone', async () => {
  const first = message('add milk');
  expect(await post(ann, { id, message: first })).toMatchObject({ status: 200 });
  const edit = { id, message: message('add tea'), replaces: first.id, take_back: true };
  expect(await post(bob, edit)).toMatchObject({ status: 404 });
  expect(await post(ann, edit)).toMatchObject({ status: 200 });
  expect(await post(ann, edit)).toMatchObject({ status: 200 });
  const [question, answer] = (await read(ann)).body.messages;
  expect(question).toMatchObject({
    parts: [{ text: 'add tea' }],
    metadata: { versions: { place: 2, of: 2, previous: first.id } },
  });
  expect(answer?.metadata).toMatchObject({ status: 'complete', acted: 1 });

  const again = { answer: answer?.id, id: uuidv7(), take_back: true };
  expect(await post(bob, { id, regenerate: again })).toMatchObject({ status: 404 });
  expect(await post(ann, { id, regenerate: again })).toMatchObject({ status: 200 });
  const { messages } = (await read(ann)).body;
  expect(messages).toHaveLength(2);
  expect(messages[1]).toMatchObject({
    id: again.id,
    metadata: { acted: 1, versions: { place: 2, of: 2, previous: answer?.id } },
  });
  expect((await read(bob)).status).toBe(404);
});

it('a request that is half one thing and half another is refused', async () => {
  const said = message('add milk');
  for (const body of [
    { id, message: said, replaces: uuidv4() },
    { id, message: said, take_back: true },
    { id, message: said, replaces: 'x', take_back: true },
    { id, regenerate: { answer: uuidv4(), id: uuidv4() } },
    { id, regenerate: { answer: uuidv4(), id: uuidv4(), take_back: 'yes' } },
    { id, message: said, regenerate: { answer: uuidv4(), id: uuidv4(), take_back: true } },
  ])
    expect(await post(ann, body)).toMatchObject({ status: 400 });
  expect((await read(ann)).status).toBe(404);
});

it('messages are paged both ways and around one of them, in one place at a time', async () => {
  const ids = [uuidv7(), uuidv7(), uuidv7()];
  for (const each of ids) await post(ann, { id, message: message('hello', each) });
  const newest = (await read(ann, '?limit=2')).body;
  expect(newest).toMatchObject({ messages: [{ id: ids[2] }, {}], next_cursor: null });
  const older = (await read(ann, `?limit=2&before=${newest.previous_cursor}`)).body;
  expect(older.messages[0]?.id).toBe(ids[1]);
  const back = (await read(ann, `?limit=2&after=${older.next_cursor}`)).body;
  expect(back.messages.map((each) => each.id)).toEqual(newest.messages.map((each) => each.id));
  const around = (await read(ann, `?limit=4&around=${ids[1]}`)).body;
  expect(around.messages.map((each) => each.id)).toContain(ids[1]);
  expect(around.messages).toHaveLength(4);
  for (const query of [`?before=a&around=${ids[1]}`, '?around=x', '?after=x', '?offset=3'])
    expect((await read(ann, query)).status).toBe(400);
  expect((await read(ann, `?around=${uuidv7()}`)).status).toBe(404);
});
