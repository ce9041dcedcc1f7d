import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { chooseModel } from './models';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('what people said goes to the model’s server and to no other that it names', async () => {
  const reached: string[] = [];
  const elsewhere = await serve((request, response) => {
    reached.push(request.url ?? '');
    response.end('{}');
  });
  const own = await serve((_, response) => {
    response.writeHead(307, { location: `${elsewhere}/caught` }).end();
  });
  const { model } = chooseModel({
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: `${own}/v1`,
    OPENAI_MODEL: 'model',
  });
  const content = [{ type: 'text' as const, text: 'Private words.' }];
  await expect(model.doStream({ prompt: [{ role: 'user', content }] })).rejects.toThrow();
  expect(reached).toEqual([]);
});
