import {
  type FixtureFileResponse,
  type FixtureOpts,
  type JournalEntry,
  LLMock,
} from '@copilotkit/aimock';
import { expect } from 'vitest';

/** One answer of the server: what it says, and how. */
export type ServedStep = FixtureFileResponse & { how?: FixtureOpts };

/** A server on this machine that speaks OpenAI's protocols, old and new, by a script. */
export async function startModelServer() {
  const mock = await LLMock.create({ port: 0, logLevel: 'silent' });
  return {
    url: `${mock.url}/v1`,
    /** Answers from now on with these steps in order, the last one again and again. */
    script(...steps: ServedStep[]) {
      mock.clearFixtures().resetMatchCounts();
      mock.clearRequests();
      for (const [sequenceIndex, { how, ...response }] of steps.entries())
        mock.on({ sequenceIndex }, response, how);
      const last = steps.at(-1);
      if (last) {
        const { how, ...response } = last;
        mock.on({}, response, how);
      }
    },
    /** The requests since the last script, oldest first. */
    requests: (): JournalEntry[] => mock.getRequests(),
    /** Those of them that ask for an answer: a title is asked for without tools. */
    turns: (): JournalEntry[] => mock.getRequests().filter(hasTools),
    stop: () => mock.stop(),
  };
}

export type ModelServer = Awaited<ReturnType<typeof startModelServer>>;

function hasTools({ body }: JournalEntry): boolean {
  const { tools } = body as { tools?: unknown[] };
  return tools !== undefined && tools.length > 0;
}

type Item = { role?: string; type?: string; call_id?: string; tool_call_id?: string } & {
  tool_calls?: { id: string }[];
};

/** What a request tells of the conversation, in either protocol. */
export function promptOf({ body }: JournalEntry): Item[] {
  const { messages, input } = body as { messages?: Item[]; input?: Item[] };
  return messages ?? input ?? [];
}

/** A server refuses a conversation in which a call has no result, or a result no call. */
export function expectPairedCalls(prompt: Item[]) {
  const calls = prompt.flatMap((item) => [
    ...(item.tool_calls ?? []).map(({ id }) => id),
    ...(item.type === 'function_call' && item.call_id ? [item.call_id] : []),
  ]);
  const results = prompt.flatMap((item) => {
    if (item.role === 'tool' && item.tool_call_id) return [item.tool_call_id];
    return item.type === 'function_call_output' && item.call_id ? [item.call_id] : [];
  });
  expect(results.toSorted()).toEqual(calls.toSorted());
  expect(new Set(calls).size).toBe(calls.length);
}
