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

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
};
const byView = z.strictObject({
  view: z.enum(['today', 'upcoming', 'all', 'done']).default('all'),
  ...page,
});
const byFilter = z.strictObject({ filter: z.string().trim().min(1).max(300), ...page });

/** The signed-in person's tasks, a page at a time: of one list, or those a filter in words means; or `ids`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const clock = await getClock(scope, new Date());
    if ('ids' in asked)
      return Response.json({ tasks: await getTasks(scope, check(byId, asked).ids, clock) });
    if ('filter' in asked)
      return Response.json(await listTasks(scope, check(byFilter, asked), clock));
    const { view, ...page } = check(byView, asked);
    return Response.json(await listTasks(scope, { list: view, ...page }, clock));
  } catch (error) {
    return toResponse(error);
  }
}
