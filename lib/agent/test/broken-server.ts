import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is done with one request to the old chat protocol. */
export type Treatment = (response: Wire, body: unknown) => Promise<void> | void;

/** A response that is written piece by piece. */
type Wire = {
  /** Sends the beginning of an answer. */
  delta(delta: object): Promise<void>;
  /** Sends a line of the event stream as it is. */
  line(text: string): Promise<void>;
  finish(reason?: 'stop' | 'tool_calls'): void;
  /** Ends the response as a proxy does that lost what is behind it: without an error. */
  close(): void;
};

/** A server that breaks the protocol in ways that no server of a test library does. */
export async function startBrokenServer() {
  let treatments: Treatment[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const treatment = treatments.length > 1 ? treatments.shift() : treatments[0];
    await treatment?.(wireOf(response), JSON.parse(Buffer.concat(chunks).toString()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    /** Treats the next requests so, one after the other; the last one again and again. */
    treat(...next: Treatment[]) {
      treatments = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function wireOf(response: ServerResponse): Wire {
  const line = async (text: string) => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`${text}\n\n`);
    // Sent before what comes next, so that the reader has it.
    await sleep(5);
  };
  const chunk = (choice: object) =>
    line(`data: ${JSON.stringify({ id: 'c', created: 1, model: 'm', choices: [choice] })}`);
  return {
    line,
    delta: (delta) => chunk({ index: 0, delta, finish_reason: null }),
    async finish(reason = 'stop') {
      await chunk({ index: 0, delta: {}, finish_reason: reason });
      response.end('data: [DONE]\n\n');
    },
    close: () => response.end(),
  };
}
