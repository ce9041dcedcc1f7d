import type { Database } from '@/db';
import type { Letter } from '@/lib/mail/letters';
import { type AuthOptions, createAuth } from '../create';
import { answerAuth } from '../door';
import { readSession } from '../session';
import type { Site } from '../site';
import { createWatch } from '../watch';

export const site: Site = { url: 'https://saydo.test', isSet: true };
export const password = 'correct horse battery';

/** A Saydo for tests, with the work that goes on after an answer in `deferred`. */
export function createTestAuth(db: Database, options: Partial<AuthOptions> = {}) {
  const deferred: Promise<unknown>[] = [];
  const all = {
    db,
    site,
    secret: 'a secret that only the tests know',
    addressHeader: 'x-real-ip',
    defer: (work: Promise<unknown>) => deferred.push(work),
    ...options,
  };
  const [auth, watch] = [createAuth(all), createWatch(all)];
  return {
    auth,
    watch,
    services: { ...all, auth, watch },
    db,
    site: all.site,
    settled: () => Promise.all(deferred),
  };
}
export type TestAuth = ReturnType<typeof createTestAuth>;

/** A mailbox for tests that need no mail server. */
export function createMailbox() {
  const letters: (Letter & { to: string })[] = [];
  return {
    letters,
    sendMail: async (to: string, letter: Letter) => {
      letters.push({ to, ...letter });
    },
  };
}

let visitors = 0;

/** A browser with its own cookies and its own address on the network. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly address: string;

  constructor(
    readonly saydo: Omit<TestAuth, 'watch' | 'services'>,
    address?: string,
  ) {
    visitors += 1;
    this.address = address ?? `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`;
  }

  /** What this browser sends with a request from one of Saydo's pages. */
  headers(overrides: Record<string, string | null> = {}): Headers {
    const headers = new Headers({ origin: this.saydo.site.url, 'x-real-ip': this.address });
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    for (const [name, value] of Object.entries(overrides)) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    return headers;
  }

  async post(path: string, body: unknown, overrides: Record<string, string | null> = {}) {
    const headers = this.headers({ 'content-type': 'application/json', ...overrides });
    return this.send(path, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async get(path: string) {
    return this.send(path, { headers: this.headers() });
  }

  signUp(email: string, name = 'Ada') {
    return this.post('/sign-up/email', { name, email, password });
  }

  signIn(email: string, secret = password) {
    return this.post('/sign-in/email', { email, password: secret });
  }

  /** Who Saydo takes this browser for, asking the database. */
  session() {
    const { auth, db } = this.saydo;
    return readSession(auth, db, this.headers(), { fresh: true });
  }

  /** The same, of a browser that is signed in. */
  async signedIn() {
    const session = await this.session();
    if (!session) throw new Error('The visitor is not signed in.');
    return session;
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const { auth } = this.saydo;
    const url = `${this.saydo.site.url}/api/auth${path}`;
    const response = await answerAuth(auth, this.saydo.site, new Request(url, init));
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (value === '' || /max-age=0(;|$)/i.test(header)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
