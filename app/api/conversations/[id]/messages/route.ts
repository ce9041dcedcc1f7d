import { z } from 'zod';
import { loadThread } from '@/lib/agent/thread';
import { requireScope } from '@/lib/auth/session';
import { getConversation } from '@/lib/conversations';
import { check, NotFound, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';

const path = z.strictObject({ id: uuid });
const query = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    before: z.string().max(100).optional(),
    after: z.string().max(100).optional(),
    around: uuid.optional(),
  })
  .refine(
    ({ before, after, around }) =>
      [before, after, around].filter((place) => place !== undefined).length <= 1,
    { error: 'A page stands in one place: send before, after or around.', path: ['around'] },
  );

type Context = { params: Promise<{ id: string }> };

/**
 * A page of what a conversation shows, oldest first: the newest messages, those before or after a
 * cursor, or those around the message of an id.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const { id } = check(path, await params);
    const page = check(query, Object.fromEntries(new URL(request.url).searchParams));
    if (!(await getConversation(scope, id))) throw new NotFound('conversation');
    return Response.json(await loadThread(scope, id, { ...page, now: new Date() }));
  } catch (error) {
    return toResponse(error);
  }
}
