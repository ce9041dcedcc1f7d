import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a person asks the model of this suite to do, written into their message. Before each task it
 * adds and after the last one it says `words` words, `pace` ms after one another. Every word is
 * another one: what is lost or said twice can be told.
 */
export type Script = {
  key: string;
  titles: string[];
  words: number;
  pace: number;
  /** Sends every letter by itself: sixty times the bytes. */
  inLetters?: boolean;
  /** Falls silent for good after so many words of its answer, or before the first at 0. */
  hangsAfter?: number;
};

/** The message that asks for it. */
export const asking = (script: Script) => `Do this: ${JSON.stringify(script)}`;

/** Every word of the whole answer, in order. */
export const wordsOf = (script: Script) =>
  Array.from({ length: script.titles.length + 1 }, (_, step) => stepWords(script, step)).flat();

function stepWords({ key, words }: Script, step: number): string[] {
  return Array.from({ length: words }, (_, n) => `${key}.${step}.${n}`);
}

/** A model that follows scripts, over OpenAI's chat protocol. `url` is its OPENAI_BASE_URL. */
export async function startModel() {
  const server = createServer(async (request, response) => {
    const { messages, tools, stream } = (await json(request)) as Body;
    // A model that is asked without tools is asked for a title or a summary.
    const script = tools ? readScript(messages) : null;
    if (!stream) return answerWhole(response);
    await answer(wireOf(response), script, messages);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Body = { messages: Item[]; tools?: unknown[]; stream?: boolean };
type Item = {
  role: string;
  content?: string | { text?: string }[] | null;
  tool_calls?: { id: string; function: { arguments: string } }[];
  tool_call_id?: string;
};

function textOf({ content }: Item): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');
}

function readScript(messages: Item[]): Script | null {
  const question = messages.findLast(({ role }) => role === 'user');
  const [, script] = /^Do this: (\{.*\})/s.exec(question ? textOf(question) : '') ?? [];
  return script ? JSON.parse(script) : null;
}

/** One step of the script: the words before the next task that is not added yet, and its call. */
async function answer(wire: Wire, script: Script | null, messages: Item[]) {
  if (!script) {
    wire.say('Well.');
    return wire.end('stop');
  }
  const { added, refused } = whatHappened(messages);
  const step = script.titles.findIndex((title) => !added.has(title));
  const title = refused.length < MOST_REFUSED ? script.titles[step] : undefined;
  // Who was refused waits and tries again; what was said before it is said.
  const isAgain = title !== undefined && refused.includes(title);
  if (isAgain) await sleep(1000);
  const words = isAgain ? [] : stepWords(script, title ? step : script.titles.length);
  for (const [n, word] of words.entries()) {
    if (n === script.hangsAfter) return;
    if (!wire.isOpen()) return;
    for (const piece of script.inLetters ? `${word} ` : [`${word} `]) wire.say(piece);
    if (script.pace > 0) await sleep(script.pace);
    else await wire.drained();
  }
  if (script.hangsAfter !== undefined) return;
  if (!title) return wire.end('stop');
  wire.call('add_task', { tasks: [{ title }] });
  wire.end('tool_calls');
}

/** An answer has twelve steps at most. */
const MOST_REFUSED = 7;

/** The titles that this turn has added, as the prompt tells, and those that it could not add. */
function whatHappened(messages: Item[]) {
  const turn = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
  const results = new Map(turn.map((item) => [item.tool_call_id, textOf(item)]));
  const added = new Set<string>();
  const refused: string[] = [];
  for (const call of turn.flatMap((item) => item.tool_calls ?? [])) {
    const { tasks } = JSON.parse(call.function.arguments);
    if (results.get(call.id)?.includes('"batch_id"')) added.add(tasks[0].title);
    else refused.push(tasks[0].title);
  }
  return { added, refused };
}

type Wire = ReturnType<typeof wireOf>;

function wireOf(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (choice: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'c', created: 1, model: 'm', choices: [{ index: 0, ...choice }] })}\n\n`,
    );
  return {
    isOpen: () => !response.destroyed,
    async drained() {
      if (response.writableNeedDrain)
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
    },
    say: (content: string) => send({ delta: { content }, finish_reason: null }),
    call: (name: string, input: object) =>
      send({
        delta: {
          tool_calls: [
            {
              index: 0,
              id: `call_${crypto.randomUUID()}`,
              type: 'function',
              function: { name, arguments: JSON.stringify(input) },
            },
          ],
        },
        finish_reason: null,
      }),
    end(reason: 'stop' | 'tool_calls') {
      send({ delta: {}, finish_reason: reason });
      response.end('data: [DONE]\n\n');
    },
  };
}

function answerWhole(response: ServerResponse) {
  const message = { role: 'assistant', content: 'A title' };
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      id: 'c',
      created: 1,
      model: 'm',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    }),
  );
}
