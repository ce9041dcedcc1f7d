import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { conversations, messages, securityEvents, sessions } from '@/db/schema';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import {
  deleteConversation,
  deleteForever,
  emptyTrash,
  renameConversation,
} from '@/lib/conversations/actions';
import { revokeLink, shareConversation } from './actions';
import { listLinks } from './links';

/** What the browser that clicks sends. */
let sent = new Headers();
vi.mock('next/headers', () => ({
  headers: async () => sent,
  cookies: async () => ({ get: () => undefined, set: () => {} }),
}));

let test: TestDatabase;
beforeAll(async () => {
  test = await installTestDatabase();
});
afterAll(() => test.close());

/** Somebody with one conversation, and a cookie that vouches for their session for a minute. */
async function somebody(name: string) {
  const visitor = new Visitor({ auth: getAuth(), db: test.db, site, settled: async () => [] });
  await visitor.signUp(`${name}@example.com`, name);
  const session = await visitor.session();
  if (!session) throw new Error('Nobody is signed in.');
  const { scope } = session;
  const talk = uuidv7();
  const { userId } = scope;
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({ userId, id: talk, title: 'Plans' });
    await tx.insert(messages).values({
      userId,
      conversationId: talk,
      role: 'user',
      status: 'complete',
      content: 'Hello',
    });
  });
  return { visitor, scope, talk };
}

const how = { lifetime: 'week', withTasks: false } as const;

const kindsOf = async (userId: string) =>
  (await test.db.select().from(securityEvents).where(eq(securityEvents.userId, userId)))
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'signed_up');

it('a device that was signed out publishes nothing and destroys nothing, though its cookie is young', async () => {
  const [ann, bob] = [await somebody('ann'), await somebody('bob')];
  sent = ann.visitor.headers();
  expect(await shareConversation(ann.talk, how)).toMatchObject({ ok: true });
  const [link] = await listLinks(ann.scope, new Date());
  await test.db.delete(sessions).where(eq(sessions.userId, ann.scope.userId));

  // The cookie of the last minute is still believed where little can happen.
  expect(await renameConversation(ann.talk, 'Other plans')).toMatchObject({ ok: true });
  const signedOut = { ok: false, error: 'You are not signed in.' };
  expect(await shareConversation(ann.talk, how)).toMatchObject(signedOut);
  expect(await revokeLink(link?.id ?? '')).toMatchObject(signedOut);
  expect(await deleteForever(ann.talk)).toMatchObject(signedOut);
  expect(await emptyTrash(new Date().toISOString())).toMatchObject(signedOut);
  expect(await listLinks(ann.scope, new Date())).toHaveLength(1);

  sent = bob.visitor.headers();
  expect(await shareConversation(bob.talk, how)).toMatchObject({ ok: true });
});

it('what is published, ended or destroyed is written down for its owner, and what failed is not', async () => {
  const [cleo, dan] = [await somebody('cleo'), await somebody('dan')];
  sent = dan.visitor.headers();
  expect(await shareConversation(cleo.talk, how)).toMatchObject({ ok: false });
  expect(await deleteForever(cleo.talk)).toMatchObject({ ok: false });
  sent = cleo.visitor.headers();
  await shareConversation(cleo.talk, how);
  const [link] = await listLinks(cleo.scope, new Date());
  await revokeLink(link?.id ?? '');
  await deleteConversation(cleo.talk);
  expect(await deleteForever(cleo.talk)).toEqual({ ok: true });
  await emptyTrash(new Date().toISOString());
  expect(await kindsOf(cleo.scope.userId)).toEqual([
    'link_made',
    'link_revoked',
    'conversations_purged',
    'trash_emptied',
  ]);
  expect(await kindsOf(dan.scope.userId)).toEqual([]);
});
