import { z } from 'zod';
import { requireScope } from '@/lib/auth/session';
import { check, toResponse } from '@/lib/http';
import { search, searchKinds } from '@/lib/search';

const query = z
  .strictObject({
    q: z.string().max(1000, 'Look for fewer words: at most 1,000 characters fit in a search.'),
    kind: z.enum(searchKinds).optional(),
    limit: z.coerce.number().int().min(1).max(20).default(5),
    cursor: z.string().max(100).optional(),
  })
  .refine((asked) => asked.kind || !asked.cursor, {
    path: ['kind'],
    error: 'A cursor goes with the kind of results that it came from.',
  });

/** What fits `q` of what the signed-in person has said, been told and planned. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request, { reads: 'search' });
    const asked = check(query, Object.fromEntries(new URL(request.url).searchParams));
    const { q, kind, ...page } = asked;
    const results = await search(scope, { query: q, ...page, ...(kind && { kinds: [kind] }) });
    return Response.json(results);
  } catch (error) {
    return toResponse(error);
  }
}
