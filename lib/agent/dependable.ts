import { setTimeout as sleep } from 'node:timers/promises';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { APICallError, wrapLanguageModel } from 'ai';
import { AnswerCut, isOutOfQuota, ModelDeclined, ModelSilent, secondsToWait } from './failures';

/** Before each new attempt to reach a model, in ms; a server that names a longer wait gets it. */
const WAITS = [500, 2000];
/** A person looks at an empty answer meanwhile: a server that asks for more, in ms, is not waited for. */
const LONGEST_WAIT = 10_000;

/**
 * The model, asked again when it is busy or has a fault, and believed only when it has finished.
 * An answer that doesn't begin within `openingMs` throws `ModelSilent`.
 *
 * It stands in for the SDK's own retries, which wait up to a minute when they are told to, and for
 * its timeout of the first chunk, which begins only when there is an answer to wait for.
 */
export function dependable(model: LanguageModelV4, openingMs: number): LanguageModelV4 {
  return wrapLanguageModel({
    model,
    middleware: {
      specificationVersion: 'v4',
      async wrapStream({ params }) {
        const opened = await persist(() => open(model, params, openingMs), params.abortSignal);
        return { ...opened, stream: whole(opened.stream, params) };
      },
    },
  });
}

async function persist<Opened>(
  attempt: () => PromiseLike<Opened>,
  signal: AbortSignal | undefined,
): Promise<Opened> {
  for (const wait of WAITS) {
    try {
      return await attempt();
    } catch (error) {
      if (!APICallError.isInstance(error) || !error.isRetryable || isOutOfQuota(error)) throw error;
      const asked = (secondsToWait(error) ?? 0) * 1000;
      if (asked > LONGEST_WAIT) throw error;
      await sleep(Math.max(wait, asked), undefined, { signal });
    }
  }
  return attempt();
}

async function open(model: LanguageModelV4, params: LanguageModelV4CallOptions, openingMs: number) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), openingMs);
  const signals = [patience.signal, ...(params.abortSignal ? [params.abortSignal] : [])];
  try {
    return await model.doStream({ ...params, abortSignal: AbortSignal.any(signals) });
  } catch (error) {
    throw patience.signal.aborted ? new ModelSilent() : error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Holds calls back until the model has finished, so that none of a broken answer is made, and
 * turns an answer without a proper end into an error.
 */
function whole(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  params: LanguageModelV4CallOptions,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  const parts = check(reader, params);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // A model that hangs is let go at once, and not with its next word.
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function* check(
  reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>,
  { prompt }: LanguageModelV4CallOptions,
): AsyncGenerator<LanguageModelV4StreamPart> {
  const calls: LanguageModelV4StreamPart[] = [];
  let said = false;
  for (;;) {
    const { done, value: part } = await reader.read();
    if (done) return;
    if (part.type === 'tool-call') {
      calls.push(part);
    } else if (part.type === 'text-delta') {
      // Postgres keeps no NUL, and nobody sees one.
      const delta = part.delta.replaceAll('\0', '');
      said ||= delta !== '';
      yield { ...part, delta };
    } else if (part.type === 'finish') {
      const isEmpty = !said && calls.length === 0 && prompt.at(-1)?.role === 'user';
      const fault = faultOf(part.finishReason, isEmpty);
      if (fault) yield { type: 'error', error: fault };
      else yield* calls;
      yield part;
    } else {
      yield part;
    }
  }
}

function faultOf({ unified, raw }: LanguageModelV4FinishReason, isEmpty: boolean) {
  if (unified === 'content-filter') return new ModelDeclined();
  // A connection that was closed in the middle, without an error, looks like an end without a reason.
  if (unified === 'other' && raw === undefined) return new AnswerCut();
  return unified === 'stop' && isEmpty ? new AnswerCut() : undefined;
}
