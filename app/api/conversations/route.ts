import { z } from 'zod';
import { requireScope } from '@/lib/auth/session';
import { listConversations, listKept } from '@/lib/conversations';
import { check, toResponse } from '@/lib/http';

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(100).optional(),
  in: z.enum(['archive', 'trash']).optional(),
});

/** The signed-in person's conversations, or those in their archive or trash, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const { in: place, ...page } = check(
      query,
      Object.fromEntries(new URL(request.url).searchParams),
    );
    return Response.json(
      place
        ? await listKept(scope, place, page)
        : await listConversations(scope, { ...page, now: new Date() }),
    );
  } catch (error) {
    return toResponse(error);
  }
}
