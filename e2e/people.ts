import { randomBytes, randomUUID } from 'node:crypto';
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
} from '@playwright/test';

export type Person = { name: string; email: string; password: string };

/** Somebody who has no account yet. */
export function stranger(name = 'Ann Miller'): Person {
  const email = `${randomBytes(6).toString('hex')}@example.com`;
  return { name, email, password: 'correct horse battery' };
}

/**
 * Each story has an address of its own on the network, as its browser would have behind a proxy:
 * the limits on signing up count by address.
 */
export const test = base.extend<{ signedIn: Person; ann: BrowserContext; bob: BrowserContext }>({
  extraHTTPHeaders: async ({ baseURL: _ }, use) => {
    await use(ownAddress());
  },
  /** The page's own person, signed in. */
  signedIn: async ({ context, baseURL }, use) => {
    const ann = stranger();
    await signUp(context.request, ann, baseURL);
    await use(ann);
  },
  /** The same person's browser. */
  ann: async ({ context, signedIn: _ }, use) => {
    await use(context);
  },
  /** A second person in a browser of their own. */
  bob: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL, extraHTTPHeaders: ownAddress() });
    await signUp(context.request, stranger('Bob Stone'), baseURL);
    await use(context);
    await context.close();
  },
});

export { expect };

/** Makes an account; the browser of `request` is signed in by it. */
export async function signUp(request: APIRequestContext, person: Person, baseURL?: string) {
  const answer = await request.post('/api/auth/sign-up/email', {
    headers: { origin: baseURL ?? '' },
    data: person,
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

function ownAddress() {
  const [a, b, c] = randomBytes(3);
  return { 'x-real-ip': `10.${a}.${b}.${c}` };
}

/** A chat request as the page sends it. */
export function saying(text: string, ids: { id?: string; messageId?: string } = {}) {
  return {
    id: ids.id ?? randomUUID(),
    message: {
      id: ids.messageId ?? randomUUID(),
      role: 'user',
      parts: [{ type: 'text', text }],
    },
  };
}
