import { z } from 'zod';
import { stopAnswer } from '@/lib/agent/turn';
import { requireSameOrigin } from '@/lib/auth/origin';
import { requireScope } from '@/lib/auth/session';
import { getConversation } from '@/lib/conversations';
import { check, NotFound, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';

type Context = { params: Promise<{ id: string }> };

const path = z.strictObject({ id: uuid });
const query = z.strictObject({ message: uuid.optional() });

/**
 * Stops the running answer of a conversation; `{ stopped: false }` when none was running. With
 * `?message=<id>` only the answer to that message, also when the message is still on its way.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    requireSameOrigin(request);
    const { scope } = await requireScope(request);
    const { id } = check(path, await params);
    const { message } = check(query, Object.fromEntries(new URL(request.url).searchParams));
    const stopped = await stopAnswer(scope, id, new Date(), message);
    if (!stopped && !(await getConversation(scope, id))) throw new NotFound('conversation');
    return Response.json({ stopped });
  } catch (error) {
    return toResponse(error);
  }
}
