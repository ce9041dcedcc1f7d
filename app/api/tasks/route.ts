import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { getClock } from '@/lib/account/preferences';
import { requireScope } from '@/lib/auth/session';
import { check, toResponse } from '@/lib/http';
import { getTasks, listTasks } from '@/lib/tasks';

const MOST_IDS = 50;

const byId = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .refine(
      (ids) => ids.length <= MOST_IDS && ids.every((id) => isUuid(id)),
      `1 to ${MOST_IDS} ids of tasks, with commas between them.`,
    ),
});

const query = z.strictObject({
  view: z.enum(['today', 'upcoming', 'all', 'done']).default('all'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

/** The signed-in person's tasks: of one list, a page at a time, or those of `ids`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const clock = await getClock(scope, new Date());
    if ('ids' in asked)
      return Response.json({ tasks: await getTasks(scope, check(byId, asked).ids, clock) });
    const { view, ...page } = check(query, asked);
    return Response.json(await listTasks(scope, { list: view, ...page }, clock));
  } catch (error) {
    return toResponse(error);
  }
}
