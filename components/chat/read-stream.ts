/**
 * The JSON events of a server-sent stream, one by one, until it ends. Throws what the connection throws.
 */
export async function* readEvents<Event>(body: ReadableStream<Uint8Array>): AsyncGenerator<Event> {
  const reader = body.pipeThrough(new TextDecoderStream() as TextTransform).getReader();
  let rest = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const data = line.startsWith('data: ') ? line.slice('data: '.length).trim() : '';
        if (data && data !== '[DONE]') yield JSON.parse(data) as Event;
      }
    }
  } finally {
    // A reader that leaves early lets go of the connection; the answer goes on without it.
    await reader.cancel();
  }
}

// The DOM's types disagree on what a decoder's writable end takes.
type TextTransform = ReadableWritablePair<string, Uint8Array>;
