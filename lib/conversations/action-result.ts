import { HttpError } from '@/lib/http';
import { logError } from '@/lib/log';

/** Whether a click worked, or why not. */
export type ConversationActionResult =
  | { ok: true }
  | { ok: false; error: string; try_next: string };

/** Does what was clicked, and says how that went. A fault is logged and not told. */
export async function reportAction(work: () => Promise<void>): Promise<ConversationActionResult> {
  try {
    await work();
    return { ok: true };
  } catch (error) {
    if (error instanceof HttpError)
      return { ok: false, error: error.body.error, try_next: error.body.try_next };
    logError('A change of a conversation failed', error);
    return { ok: false, error: 'This was not saved.', try_next: 'Try again in a moment.' };
  }
}
