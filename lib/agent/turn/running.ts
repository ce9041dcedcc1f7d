/** The answers that this process is writing, by message id, so that a stop reaches them at once. */
const running = new Map<string, AbortController>();

/** Registers a running answer; call the result when it has ended. */
export function trackRun(answerId: string, controller: AbortController): () => void {
  running.set(answerId, controller);
  return () => {
    // The same answer may be written anew while this one still winds down.
    if (running.get(answerId) === controller) running.delete(answerId);
  };
}

/** Ends the answer if this process is writing it. */
export function abortRun(answerId: string): void {
  running.get(answerId)?.abort();
}
