import { getDatabase } from '@/db';
import { getWatch } from '@/lib/auth';
import { requireSameOrigin } from '@/lib/auth/origin';
import { requireScope } from '@/lib/auth/session';
import { importConversations, inQueue } from '@/lib/conversations/transfer';
import { readBytes, TooManyRequests, toResponse } from '@/lib/http';
import { takeTurn } from '@/lib/rate-limit';

/** The largest file that is read at once, in bytes. */
const FILE_LIMIT = 20 * 1024 * 1024;

/** How long it may take to come, in ms: at 1.5 Mbit a second. */
const RECEIVING_LIMIT = 120_000;

const IMPORTS = { window: 60 * 60, max: 60 };

/** Adds the conversations of an exported file to the person's own; says what became of each. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request);
    const { scope } = await requireScope(request, { fresh: true });
    const now = new Date();
    const turn = await takeTurn(getDatabase(), `import:${scope.userId}`, IMPORTS, now);
    if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
    const result = await inQueue(
      scope.userId,
      () => readBytes(request, FILE_LIMIT, RECEIVING_LIMIT),
      (file) => importConversations(scope, file, now),
    );
    if (result.imported.length > 0) {
      await getWatch().note(scope.userId, 'conversations_imported', request.headers, now);
    }
    return Response.json(result);
  } catch (error) {
    return toResponse(error);
  }
}
