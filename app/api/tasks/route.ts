import { z } from 'zod';
import { getClock } from '@/lib/account/preferences';
import { requireScope } from '@/lib/auth/session';
import { check, toResponse } from '@/lib/http';
import { listTasks } from '@/lib/tasks';

const query = z.strictObject({
  view: z.enum(['today', 'upcoming', 'all', 'done']).default('all'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

/** The signed-in person's tasks of one list, a page at a time. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const { view, ...page } = check(query, Object.fromEntries(new URL(request.url).searchParams));
    const clock = await getClock(scope, new Date());
    return Response.json(await listTasks(scope, { list: view, ...page }, clock));
  } catch (error) {
    return toResponse(error);
  }
}
