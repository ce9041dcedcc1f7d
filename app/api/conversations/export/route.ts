import { getClock } from '@/lib/account/preferences';
import { requireScope } from '@/lib/auth/session';
import { download, exportQuery } from '@/lib/conversations/transfer';
import { check, toResponse } from '@/lib/http';

/** All conversations of the signed-in person but those in the trash, as a file. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { scope } = await requireScope(request, { fresh: true, reads: 'export' });
    const { format } = check(exportQuery, Object.fromEntries(new URL(request.url).searchParams));
    return download(scope, null, { format, ...(await getClock(scope, new Date())) });
  } catch (error) {
    return toResponse(error);
  }
}
