/** One event of a stream; a comment, and an id alone, are events without `data`. */
export type ServerEvent = { id?: string; data?: string; retry?: number };

/**
 * The events of a server-sent stream (the WHATWG HTML standard, section 9.2.6) as they come, until
 * it ends. Throws what the connection throws.
 */
export async function* readServerEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) yield parse(block);
    }
  } finally {
    await reader.cancel();
  }
}

function parse(block: string): ServerEvent {
  const event: ServerEvent = {};
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'id') event.id = value;
    if (field === 'data') event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    if (field === 'retry') event.retry = Number(value);
  }
  return event;
}
