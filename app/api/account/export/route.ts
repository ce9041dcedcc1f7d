import { getDatabase } from '@/db';
import { exportAccount, toStream } from '@/lib/account/export';
import { getWatch } from '@/lib/auth';
import { requireProof } from '@/lib/auth/proof';
import { requireScope } from '@/lib/auth/session';
import { toResponse } from '@/lib/http';

/** Everything the signed-in user keeps in Saydo, as a file, for who has just proved to be them. */
export async function GET(request: Request) {
  try {
    const now = new Date();
    const signedIn = await requireScope(request, { fresh: true, reads: 'export' });
    requireProof(signedIn, now);
    const { scope, user } = signedIn;
    await getWatch().note(user.id, 'data_exported', request.headers, now);
    const file = `saydo-${now.toISOString().slice(0, 10)}.json`;
    return new Response(toStream(exportAccount(getDatabase(), scope, now)), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${file}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return toResponse(error);
  }
}
