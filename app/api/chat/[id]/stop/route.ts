import { z } from 'zod';
import { stopAnswer } from '@/lib/agent/turn';
import { requireSameOrigin } from '@/lib/auth/origin';
import { requireScope } from '@/lib/auth/session';
import { getConversation } from '@/lib/conversations';
import { check, NotFound, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';

type Context = { params: Promise<{ id: string }> };

/** Stops the running answer of a conversation; `{ stopped: false }` when none was running. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    requireSameOrigin(request);
    const { scope } = await requireScope(request);
    const { id } = check(z.strictObject({ id: uuid }), await params);
    if (!(await getConversation(scope, id))) throw new NotFound('conversation');
    return Response.json({ stopped: await stopAnswer(scope, id, new Date()) });
  } catch (error) {
    return toResponse(error);
  }
}
