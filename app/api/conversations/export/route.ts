import { getClock } from '@/lib/account/preferences';
import { getWatch } from '@/lib/auth';
import { requireProof } from '@/lib/auth/proof';
import { requireScope } from '@/lib/auth/session';
import { download, exportQuery } from '@/lib/conversations/transfer';
import { check, toResponse } from '@/lib/http';

/** All conversations of the signed-in person but those in the trash, as a file. */
export async function GET(request: Request): Promise<Response> {
  try {
    const now = new Date();
    const signedIn = await requireScope(request, { fresh: true, reads: 'export' });
    requireProof(signedIn, now);
    const { scope, user } = signedIn;
    const { format } = check(exportQuery, Object.fromEntries(new URL(request.url).searchParams));
    await getWatch().note(user.id, 'data_exported', request.headers, now);
    return download(scope, null, { format, ...(await getClock(scope, now)) });
  } catch (error) {
    return toResponse(error);
  }
}
