import { z } from 'zod';
import { getClock } from '@/lib/account/preferences';
import { getWatch } from '@/lib/auth';
import { requireScope } from '@/lib/auth/session';
import { getConversation } from '@/lib/conversations';
import { download, exportQuery } from '@/lib/conversations/transfer';
import { check, NotFound, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';

const path = z.strictObject({ id: uuid });

type Context = { params: Promise<{ id: string }> };

/** One conversation as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { scope } = await requireScope(request, { fresh: true, reads: 'export' });
    const { id } = check(path, await params);
    const { format } = check(exportQuery, Object.fromEntries(new URL(request.url).searchParams));
    const conversation = await getConversation(scope, id);
    if (!conversation) throw new NotFound('conversation');
    const now = new Date();
    await getWatch().note(scope.userId, 'data_exported', request.headers, now);
    return download(scope, conversation, { format, ...(await getClock(scope, now)) });
  } catch (error) {
    return toResponse(error);
  }
}
