import { parseJsonEventStream, readUIMessageStream, uiMessageChunkSchema } from 'ai';
import type { SaydoMessage } from '../message';
import type { Chunk } from '../turn/transcript';

/** For tests: what a browser makes of a streamed answer, and the chunks it came in. */
export async function readAnswer(response: Response, continued?: SaydoMessage) {
  if (!response.body) throw new Error('The response has no body.');
  const chunks: Chunk[] = [];
  const stream = parseJsonEventStream({
    stream: response.body,
    schema: uiMessageChunkSchema,
  }).pipeThrough(
    new TransformStream({
      transform(result, controller) {
        if (!result.success) throw result.error;
        // The schema checks the shape; metadata and tools are ours.
        chunks.push(result.value as Chunk);
        controller.enqueue(result.value);
      },
    }),
  );
  let message: SaydoMessage | undefined;
  for await (const state of readUIMessageStream<SaydoMessage>({ stream, message: continued }))
    message = state;
  if (!message) throw new Error('The answer was empty.');
  return { message, chunks };
}
