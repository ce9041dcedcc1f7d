import { z } from 'zod';
import { followAnswer } from '@/lib/agent/turn';
import { requireScope } from '@/lib/auth/session';
import { check, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';

type Context = { params: Promise<{ id: string }> };

/**
 * The answer that runs in a conversation, as the AI SDK's UI message stream: all of it so far, then
 * the rest. 204 when none runs.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const { id } = check(z.strictObject({ id: uuid }), await params);
    return (await followAnswer(scope, id)) ?? new Response(null, { status: 204 });
  } catch (error) {
    return toResponse(error);
  }
}
