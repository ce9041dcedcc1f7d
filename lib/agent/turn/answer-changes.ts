/** How often a row is looked at that another process writes, in ms. */
const LOOK_EVERY = 500;

/** Calls `listener` when the answer of this id may have changed. Returns the unsubscribe. */
export function onAnswerChange(_answerId: string, listener: () => void): () => void {
  const timer = setInterval(listener, LOOK_EVERY);
  return () => clearInterval(timer);
}
