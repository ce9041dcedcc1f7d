import type { StoredMessage } from '@/lib/conversations';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { flushAnswer } from './answer-row';
import type { Transcript } from './transcript';

/** How often the text so far is saved while an answer runs, in ms: with the saving, within a second. */
const FLUSH_EVERY = 800;

/**
 * Saves the text again and again, also when the model is silent: the row's heartbeat goes on. It
 * is also how an answer hears that another process has stopped it.
 */
export function startPulse(
  { scope, answer }: { scope: Scope; answer: StoredMessage },
  transcript: Transcript,
  controller: AbortController,
) {
  let saving: Promise<void> | undefined;
  const save = async () => {
    try {
      if (!(await flushAnswer(scope, answer, transcript.content, new Date()))) controller.abort();
    } catch (error) {
      // The next beat, or the end of the answer, saves the same text.
      logError('An answer could not be saved yet', error);
    }
  };
  const flush = () => {
    saving ??= save().finally(() => {
      saving = undefined;
    });
    return saving;
  };
  const timer = setInterval(flush, FLUSH_EVERY);
  return {
    flush,
    async stop() {
      clearInterval(timer);
      await saving;
    },
  };
}
