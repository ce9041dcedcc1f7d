import { z } from 'zod';
import { requireScope } from '@/lib/auth/session';
import { check, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';
import { listLinks } from '@/lib/sharing';

const query = z.strictObject({ conversation: uuid.optional() });

/** The signed-in person's open links, of one conversation or of all. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request);
    const { conversation } = check(query, Object.fromEntries(new URL(request.url).searchParams));
    return Response.json({ links: await listLinks(scope, new Date(), conversation) });
  } catch (error) {
    return toResponse(error);
  }
}
