import type { LanguageModelV4 } from '@ai-sdk/provider';
import {
  InvalidToolInputError,
  type LanguageModelUsage,
  type ModelMessage,
  NoSuchToolError,
  experimental_streamTextLowMemory as streamTextOnce,
  type TextStreamPart,
  type ToUIMessageChunkOptions,
  toUIMessageChunk,
} from 'ai';
import { isConnectionLost } from '@/db/failure';
import type { Clock } from '@/lib/clock';
import type { StoredMessage } from '@/lib/conversations';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import type { ToolName } from '@/lib/tools';
import type { RunCall } from '@/lib/tools/ai-sdk';
import { ToolError } from '@/lib/tools/define';
import { agentSettings, PATIENCE, type Patience, STEP_LIMIT } from '../agent';
import type { Background } from '../background';
import { ModelSilent, nameFailure, sayFailure } from '../failures';
import type { MessageMetadata, SaydoMessage } from '../message';
import { type Ending, endAnswer } from './answer-row';
import { approvalPolicy } from './approval';
import type { AnswerLog } from './log';
import { createOpenCalls, type OpenCalls } from './open-calls';
import { persist } from './persist';
import { startPulse } from './pulse';
import { trackRun } from './running';
import { runToolCall, storePendingCall, storeRefusal, TurnEnded } from './tool-call';
import { type Chunk, createTranscript, type Transcript } from './transcript';
import { WindingDown } from './wind-down';

export type Run = {
  scope: Scope;
  /** The row of the answer to write, already marked as running. */
  answer: StoredMessage;
  /** Gives the conversation up to the answer and what it has done so far, and what else to tell. */
  prepare: () => Promise<{ prompt: ModelMessage[]; background: Background }>;
  clock: Clock;
  model: LanguageModelV4;
  patience?: Patience;
  /** What its readers in this process read from; ended with the answer. */
  log: AnswerLog;
};

/** The provider that the built-in assistant names: it reads dates as the second opinion does. */
const BUILT_IN = 'saydo';

export type Ended = { status: MessageMetadata['status']; text: string };

/**
 * Writes an answer: runs the agent, saves what it says and does, and tells it to the log. It ends
 * by itself and never throws, whether anybody reads or not. Gives how it ended.
 */
export async function runAnswer(run: Run): Promise<Ended> {
  const { answer, log } = run;
  const controller = new AbortController();
  const untrack = trackRun(run.scope, { answer, controller, log });
  const transcript = createTranscript({
    content: answer.content,
    nextStep: (answer.toolCalls.at(-1)?.step ?? -1) + 1,
  });
  const calls = createOpenCalls();
  const pulse = startPulse(run, transcript, controller);
  const late = new AbortController();
  const patience = setTimeout(() => late.abort(), (run.patience ?? PATIENCE).totalMs);
  const tokens = { input: answer.inputTokens ?? 0, output: answer.outputTokens ?? 0 };
  let failure: unknown;
  let lastError: unknown;
  const fail = (error: unknown) => {
    failure ??= error ?? new Error('The answer failed without a reason.');
  };
  try {
    const onUsage = (usage: LanguageModelUsage) => {
      tokens.input += usage.inputTokens ?? 0;
      tokens.output += usage.outputTokens ?? 0;
    };
    const onError = (error: unknown) => {
      lastError = error;
    };
    const stop = AbortSignal.any([controller.signal, late.signal]);
    const on = { calls, onError, onUsage };
    const stream = await openStream(run, transcript, { controller, stop }, on);
    for await (const chunk of stream) {
      transcript.read(chunk);
      calls.read(chunk);
      // Nobody stopped it, so it is the patience with a silent model that ran out.
      if (chunk.type === 'abort' && !controller.signal.aborted) fail(new ModelSilent());
      if (chunk.type === 'error') fail(lastError);
      const shown = await record(run, transcript, chunk);
      if (shown) log.append(shown);
      // The end of the last step is saved by the end of the answer.
      if (chunk.type === 'start-step' && transcript.steps > 1) await pulse.flush();
    }
    if (transcript.steps >= STEP_LIMIT && transcript.wantsMore) {
      for (const chunk of outOfSteps()) {
        transcript.read(chunk);
        log.append(chunk);
      }
    }
  } catch (error) {
    fail(error);
  }
  clearTimeout(patience);
  transcript.close();
  for await (const chunk of calls.close()) log.append(chunk);
  await pulse.stop();
  const { aborted, reason } = controller.signal;
  const cut = aborted && (reason instanceof WindingDown ? 'interrupted' : 'stopped');
  const told = await finish(run, endingOf(transcript, tokens, failure, cut));
  log.append({ type: 'finish', messageMetadata: told });
  untrack();
  log.end();
  return { status: told.status, text: transcript.content };
}

/** An answer that is cut off by the step limit says so: silence would look like an end. */
function outOfSteps(): Chunk[] {
  const id = 'out-of-steps';
  const delta = `I stopped after ${STEP_LIMIT} steps. What was done is above; say “go on” to continue.`;
  return [
    { type: 'start-step' },
    { type: 'text-start', id },
    { type: 'text-delta', id, delta },
    { type: 'text-end', id },
    { type: 'finish-step' },
  ];
}

type Listeners = {
  calls: OpenCalls;
  /** Gets every error that the stream is about to tell in words. */
  onError: (error: unknown) => void;
  onUsage: (usage: LanguageModelUsage) => void;
};

async function openStream(
  run: Run,
  transcript: Transcript,
  /** `stop` ends the stream: the person, through `controller`, or the end of all patience. */
  { controller, stop }: { controller: AbortController; stop: AbortSignal },
  on: Listeners,
) {
  const { scope, answer, clock } = run;
  const places = new Map(answer.toolCalls.map((call) => [call.callId, call]));
  const runCall: RunCall = async (toolName, input, callId) => {
    try {
      // An approved call stands where its row says; a new one where the stream has come to.
      const place = places.get(callId) ?? (await transcript.place(callId));
      const { content } = transcript;
      const isDoubted = run.model.provider !== BUILT_IN && !places.has(callId);
      const call = { answer, clock, toolName, callId, input, place, content, isDoubted };
      return await persist(() => runToolCall(scope, call), controller.signal);
    } catch (error) {
      throw refusalOf(error, controller);
    }
  };
  const { prompt, background } = await run.prepare();
  const settings = agentSettings({
    ...run,
    background,
    needsApproval: approvalPolicy(answer.toolCalls),
    runCall: (toolName, input, callId) => on.calls.made(callId, runCall(toolName, input, callId)),
  });
  // The one that can be read again keeps a second copy of every answer while it is written.
  const result = streamTextOnce({
    ...settings,
    messages: prompt,
    abortSignal: stop,
    onStepEnd: ({ usage }) => on.onUsage(usage),
  });
  return toChunks(result.stream, {
    tools: settings.tools,
    sendStart: false,
    sendFinish: false,
    sendReasoning: false,
    onError: (error) => {
      on.onError(error);
      return sayCallError(error);
    },
  });
}

type Tools = ReturnType<typeof agentSettings>['tools'];

/** As the SDK's `toUIMessageStream` does it, without its three pipes. */
async function* toChunks(
  parts: AsyncIterable<TextStreamPart<Tools>>,
  options: ToUIMessageChunkOptions<Tools, SaydoMessage>,
): AsyncGenerator<Chunk> {
  const invalid = new Set<string>();
  for await (const part of parts) {
    if (part.type === 'tool-call' && part.invalid) invalid.add(part.toolCallId);
    // That its input was wrong has been told.
    if (part.type === 'tool-error' && invalid.delete(part.toolCallId)) continue;
    const chunk = toUIMessageChunk<Tools, SaydoMessage>(part, options);
    if (chunk) yield chunk;
  }
}

/** What a failed call says; an error that is none of a call is told by the answer's end. */
function sayCallError(error: unknown): string {
  if (error instanceof ToolError) return error.message;
  if (NoSuchToolError.isInstance(error) || InvalidToolInputError.isInstance(error))
    return `The model made a call that could not be read: ${error.toolName}.`;
  return 'The answer broke off.';
}

/** What the model is told of a call that threw: a refusal in words, never a fault's own text. */
function refusalOf(error: unknown, controller: AbortController): Error {
  if (error instanceof ToolError) return error;
  if (error instanceof TurnEnded) controller.abort();
  else logError('A tool call failed', error);
  if (isConnectionLost(error)) {
    return new ToolError(
      'The database could not be reached, so this may or may not have been done.',
      'look with list_tasks before you try it again, or tell the person so.',
    );
  }
  return new ToolError(
    'This did not work, and nothing was changed.',
    'tell the person so; they can try again later.',
  );
}

/**
 * Saves what a chunk tells that no tool call saves by itself, before anybody sees it. Gives the
 * chunk to show, or null: how an answer ended is told once, by its last chunk.
 */
async function record(run: Run, transcript: Transcript, chunk: Chunk): Promise<Chunk | null> {
  switch (chunk.type) {
    case 'tool-input-available':
      transcript.calls.set(chunk.toolCallId, chunk);
      return chunk;
    case 'tool-input-error': {
      const call = await callOf(run, transcript, chunk);
      await persist(() => storeRefusal(run.scope, call, chunk.errorText));
      return chunk;
    }
    case 'tool-approval-request': {
      const asked = transcript.calls.get(chunk.toolCallId);
      // A call that was approved in an earlier request is announced again: it has its row.
      if (!asked) return null;
      const call = await callOf(run, transcript, asked);
      const row = await persist(() => storePendingCall(run.scope, call));
      return { ...chunk, approvalId: row.id };
    }
    case 'error':
    case 'abort':
      return null;
    default:
      return chunk;
  }
}

async function callOf(
  { answer }: Run,
  transcript: Transcript,
  chunk: { toolCallId: string; toolName: string; input: unknown },
) {
  const place = await transcript.place(chunk.toolCallId);
  // The name of a call that the SDK let through is one of the registry's.
  const toolName = chunk.toolName as ToolName;
  const { content } = transcript;
  return { answer, toolName, callId: chunk.toolCallId, input: chunk.input, place, content };
}

function endingOf(
  transcript: Transcript,
  tokens: { input: number; output: number },
  failure: unknown,
  cut: 'stopped' | 'interrupted' | false,
): Ending {
  const failed = !cut && failure !== undefined;
  if (failed) logError('An answer broke off', nameFailure(failure));
  return {
    status: cut || (failed ? 'failed' : 'complete'),
    error: failed ? sayFailure(failure) : null,
    content: transcript.content,
    inputTokens: tokens.input,
    outputTokens: tokens.output,
    steps: transcript.steps,
  };
}

/** Saves the end, and gives what to tell of it. An end that can't be saved is told as broken off. */
async function finish({ scope, answer }: Run, ending: Ending): Promise<MessageMetadata> {
  const metadata: MessageMetadata = {};
  try {
    const status = await persist(() => endAnswer(scope, answer, ending, new Date()));
    // Not its own any more: it was given up for lost, or is being written anew.
    metadata.status = status ?? 'interrupted';
    if (ending.error) metadata.error = ending.error;
  } catch (error) {
    logError('The end of an answer could not be saved', error);
    metadata.status = 'interrupted';
    metadata.error = 'The answer could not be saved to its end. Reload to see what was kept.';
  }
  return metadata;
}
