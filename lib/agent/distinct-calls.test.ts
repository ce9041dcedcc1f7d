import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import {
  convertArrayToReadableStream,
  convertReadableStreamToArray,
  MockLanguageModelV4,
} from 'ai/test';
import { expect, test } from 'vitest';
import { withDistinctCalls } from './distinct-calls';

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Go.' }] }];

async function open(stream: ReadableStream<LanguageModelV4StreamPart>) {
  const model = withDistinctCalls(new MockLanguageModelV4({ doStream: async () => ({ stream }) }));
  return (await model.doStream({ prompt })).stream;
}

const call = (toolCallId: string): LanguageModelV4StreamPart => ({
  type: 'tool-call',
  toolCallId,
  toolName: 'add_task',
  input: '{}',
});

test('two calls of one id get two, and everything else passes in its order', async () => {
  const parts: LanguageModelV4StreamPart[] = [
    { type: 'text-start', id: '1' },
    { type: 'text-delta', id: '1', delta: 'One ' },
    { type: 'text-end', id: '1' },
    call('call_0'),
    call('call_0'),
    call(''),
  ];
  const read = await convertReadableStreamToArray(await open(convertArrayToReadableStream(parts)));
  expect(read.slice(0, 4)).toEqual(parts.slice(0, 4));
  const ids = read.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []));
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => id.length > 0)).toBe(true);
});

test('a stream that breaks off breaks off with the same error, after what came before', async () => {
  const breaking = new ReadableStream<LanguageModelV4StreamPart>({
    start: (controller) => controller.enqueue({ type: 'text-start', id: '1' }),
    pull: (controller) => controller.error(new Error('cut')),
  });
  const reader = (await open(breaking)).getReader();
  expect((await reader.read()).value).toEqual({ type: 'text-start', id: '1' });
  await expect(reader.read()).rejects.toThrow('cut');
});

test('who stops reading stops the model, also while a part is on its way', async () => {
  const cancelled = Promise.withResolvers<unknown>();
  const endless = new ReadableStream<LanguageModelV4StreamPart>({
    pull: () => new Promise(() => {}),
    cancel: (reason) => cancelled.resolve(reason),
  });
  const reader = (await open(endless)).getReader();
  const part = reader.read();
  await reader.cancel('enough');
  expect(await cancelled.promise).toBe('enough');
  expect(await part).toEqual({ done: true, value: undefined });
});
