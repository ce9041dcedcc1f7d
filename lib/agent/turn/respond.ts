import { UI_MESSAGE_STREAM_HEADERS } from 'ai';
import type { Chunk } from './transcript';

/** How often a silent stream says that it is alive, in ms: proxies cut off what is quiet for a minute. */
const ALIVE_EVERY = 15_000;
/** Comments, which readers of server-sent events pass over. The first lets the headers out at once. */
const OPEN = ': stream-open\n\n';
const ALIVE = ': keep-alive\n\n';
const END = 'data: [DONE]\n\n';
/** Compressing an answer word by word saves nothing and holds 256 kB for each that runs. */
const HEADERS = { ...UI_MESSAGE_STREAM_HEADERS, 'cache-control': 'no-store, no-transform' };

/**
 * The chunks as the AI SDK's UI message stream. Does what `createUIMessageStreamResponse` does, in one
 * stream where that pipes through four: with hundreds of readers the pipes cost more than the answers.
 */
export function respond(chunks: ReadableStream<Chunk>): Response {
  const reader = chunks.getReader();
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(OPEN));
      timer = setInterval(() => {
        // A reader that doesn't read is not sent more of it.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(ALIVE));
      }, ALIVE_EVERY);
    },
    async pull(controller) {
      const { done, value } = await reader.read().catch((error) => {
        clearInterval(timer);
        throw error;
      });
      if (!done) {
        timer.refresh?.();
        return controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
      }
      clearInterval(timer);
      controller.enqueue(encoder.encode(END));
      controller.close();
    },
    async cancel(reason) {
      clearInterval(timer);
      await reader.cancel(reason);
    },
  });
  return new Response(body, { headers: HEADERS });
}
