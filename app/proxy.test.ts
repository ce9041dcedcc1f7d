import { unstable_doesMiddlewareMatch as isMatched } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { config, proxy } from '@/proxy';

const site = 'http://localhost:3000';
const visit = (path: string) => proxy(new NextRequest(`${site}${path}`));
const isSeen = (path: string) => isMatched({ config, url: path, nextConfig: {} });

/** A lone surrogate, an escape that is none, a byte that is no UTF-8, and one that is cut off. */
const broken = ['%ED%A0%80', '%zz', '%ff', '%E0%A4%A', 'a%'];

describe.each(broken)('an address with %s in it', (end) => {
  it.each(['/chat/', '/share/', '/'])('under %s shows that there is nothing', (place) => {
    const response = visit(place + end);
    expect(isSeen(place + end)).toBe(true);
    expect(response.headers.get('x-middleware-rewrite')).toBe(`${site}/404`);
    expect(response.headers.get('content-security-policy')).toContain("'nonce-");
  });

  it.each([`/api/chat/${end}/stream`, `/api/conversations/${end}/messages`, `/api/auth/${end}`])(
    'is refused in words: %s',
    async (path) => {
      expect(isSeen(path)).toBe(true);
      const response = visit(path);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: expect.any(String),
        try_next: expect.any(String),
      });
    },
  );
});

it.each(['/chat/%E2%9C%93', '/share/%25zz', '/tasks?x=%ED%A0%80', '/api/chat/%E2%9C%93/stream'])(
  'an address that can be read goes on to its door: %s',
  (path) => {
    expect(visit(path).headers.get('x-middleware-next')).toBe('1');
  },
);

it('what is sent to the API isn’t held up here', () => {
  expect(isSeen('/api/chat')).toBe(false);
  expect(isSeen('/api/conversations/import')).toBe(false);
});
