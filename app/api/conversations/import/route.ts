import { getDatabase } from '@/db';
import { requireSameOrigin } from '@/lib/auth/origin';
import { requireScope } from '@/lib/auth/session';
import { importConversations } from '@/lib/conversations/transfer';
import { HttpError, readText, TooManyRequests, toResponse } from '@/lib/http';
import { takeTurn } from '@/lib/rate-limit';

/** The largest file that is read at once, in bytes. */
const FILE_LIMIT = 20 * 1024 * 1024;

const IMPORTS = { window: 60 * 60, max: 60 };

/** Adds the conversations of an exported file to the person's own; says what became of each. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request);
    const { scope } = await requireScope(request);
    const now = new Date();
    const turn = await takeTurn(getDatabase(), `import:${scope.userId}`, IMPORTS, now);
    if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
    const file = parse(await readText(request, FILE_LIMIT));
    return Response.json(await importConversations(scope, file, now));
  } catch (error) {
    return toResponse(error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, {
      error: 'This file is not JSON, so nothing of it was imported.',
      try_next: 'Choose a file that Saydo exported as JSON.',
    });
  }
}
