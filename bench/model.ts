import { createServer } from 'node:http';

/**
 * A model that answers at once, over OpenAI's chat protocol: the same eight words to everybody.
 * Runs in a process of its own, so that it takes the same from every server that asks it.
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

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const word of words) response.write(word);
    response.end(end.join(''));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.(address.port);
});
