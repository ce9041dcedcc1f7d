import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A model that answers at once, over OpenAI's chat protocol: the same eight words to everybody.
 * Who asks for it "slowly" gets twenty words, one every half second. Runs in a process of its own, so that it takes the same from every server that asks it.
 */
const chunk = (choice: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'c', created: 1, model: 'bench', choices: [choice], ...more })}\n\n`;
const delta = (content: string) => chunk({ index: 0, delta: { content }, finish_reason: null });

const words = 'You have nothing to do today, enjoy it.'.split(/(?<= )/).map(delta);
const end = [
  chunk({ index: 0, delta: {}, finish_reason: 'stop' }),
  `data: ${JSON.stringify({ id: 'c', created: 1, model: 'bench', choices: [], usage: { prompt_tokens: 20, completion_tokens: 10 } })}\n\n`,
  'data: [DONE]\n\n',
];

const server = createServer(async (request, response) => {
  const asked = await text(request);
  if (!asked.includes('"stream":true')) return answerWhole(response);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (asked.includes('slowly')) await answerSlowly(response);
  else for (const word of words) response.write(word);
  response.end(end.join(''));
});

async function answerSlowly(response: ServerResponse) {
  for (let word = 0; word < 20; word += 1) {
    response.write(delta(`word${word} `));
    await sleep(500);
  }
}

/** A title, or a summary. */
function answerWhole(response: ServerResponse) {
  const message = { role: 'assistant', content: 'Nothing to do' };
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      id: 'c',
      created: 1,
      model: 'bench',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 20, completion_tokens: 3, total_tokens: 23 },
    }),
  );
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.(address.port);
});
