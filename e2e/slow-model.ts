import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { slowModel } from './addresses.ts';

/**
 * A language model that takes its time, over OpenAI's chat protocol. The question says what it does:
 *
 *   slowly ...            answers a word every 300 ms, 30 of them
 *   wait 5, ...           is silent for 5 seconds first
 *   add <title>, ...      adds a task before it says anything
 *
 * and anything else is answered at once.
 */
type Said = { role: string; content?: unknown };
type Asked = { messages: Said[]; tools?: unknown[] };

const WORD_EVERY = 300;
const WORDS = 30;

async function answer({ messages, tools }: Asked, response: ServerResponse): Promise<void> {
  const place = messages.findLastIndex(({ role }) => role === 'user');
  const question = textOf(messages[place]);
  const acted = messages.slice(place + 1).some(({ role }) => role === 'tool');
  // Without tools it is asked for a title or a summary.
  if (!tools) return say(response, ['A quiet talk']);
  const title = /\badd ([^,]+)/.exec(question)?.[1];
  if (title && !acted) return call(response, 'add_task', { tasks: [{ title }] });
  const wait = /\bwait (\d+)/.exec(question)?.[1];
  await sleep(Number(wait ?? 0) * 1000);
  if (!/\bslowly\b/.test(question)) return say(response, [`You said: ${question}`]);
  const words = Array.from({ length: WORDS }, (_, at) => `word${at + 1} `);
  await say(response, words, WORD_EVERY);
}

function textOf(message: Said | undefined): string {
  if (typeof message?.content === 'string') return message.content;
  return JSON.stringify(message?.content ?? '');
}

async function say(response: ServerResponse, words: string[], every = 0): Promise<void> {
  for (const content of words) {
    if (response.destroyed) return;
    response.write(chunk({ delta: { content }, finish_reason: null }));
    if (every) await sleep(every);
  }
  end(response, 'stop');
}

function call(response: ServerResponse, name: string, input: object): void {
  const made = { name, arguments: JSON.stringify(input) };
  const id = `call_${crypto.randomUUID()}`;
  const delta = { tool_calls: [{ index: 0, id, type: 'function', function: made }] };
  response.write(chunk({ delta, finish_reason: null }));
  end(response, 'tool_calls');
}

function end(response: ServerResponse, reason: string): void {
  response.write(chunk({ delta: {}, finish_reason: reason }));
  response.end('data: [DONE]\n\n');
}

function chunk(choice: object): string {
  const choices = [{ index: 0, ...choice }];
  return `data: ${JSON.stringify({ id: 'c', created: 1, model: 'slow', choices })}\n\n`;
}

createServer(async (request, response) => {
  // Asked by who waits until it is up.
  if (request.method === 'GET') return response.end('ready');
  let body = '';
  for await (const part of request) body += part;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await answer(JSON.parse(body), response);
}).listen(slowModel.port, 'localhost');
