/** A message that waits for the running answer. */
export type Queued = { id: string; text: string };

/** The waiting messages of a stored text; what is none of them is left out. */
export function readQueue(stored: string | null): Queued[] {
  if (!stored) return [];
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isQueued) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function isQueued(value: unknown): value is Queued {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text } = value as Partial<Queued>;
  return typeof id === 'string' && typeof text === 'string';
}

/** The queue with a message at its end, once. */
export function withQueued<Message extends Queued>(queue: Message[], message: Message): Message[] {
  return queue.some(({ id }) => id === message.id) ? queue : [...queue, message];
}

export function withoutQueued<Message extends Queued>(queue: Message[], id: string): Message[] {
  return queue.filter((message) => message.id !== id);
}
