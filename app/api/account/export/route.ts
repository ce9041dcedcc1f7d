import { getDatabase } from '@/db';
import { exportAccount, toStream } from '@/lib/account/export';
import { requireScope } from '@/lib/auth/session';
import { toResponse } from '@/lib/http';

/** Everything the signed-in user keeps in Saydo, as a file. */
export async function GET(request: Request) {
  try {
    const { scope } = await requireScope(request, { fresh: true, reads: 'export' });
    const now = new Date();
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
