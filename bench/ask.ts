import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { v4 as uuidv4 } from 'uuid';
import { cookieHeader, keepCookies, type Person } from './people.ts';

/** How long a turn took, in ms from the request to its first byte, first word and end. */
export type Turn = { firstByte: number; firstWord: number; whole: number };

/** Says something in the person's conversation and reads the answer. Throws when it is refused. */
export function askSaydo(url: string, person: Person, question: string): Promise<Turn> {
  const message = { id: uuidv4(), role: 'user', parts: [{ type: 'text', text: question }] };
  return post(url, { id: person.conversationId, message }, person);
}

const agent = new Agent({ keepAlive: true, maxSockets: 1000 });

/** Posts to /api/chat and reads the stream to its end. */
export function post(url: string, body: object, person?: Person): Promise<Turn> {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const since = () => performance.now() - begun;
    const sent = request(`${url}/api/chat`, {
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        origin: url,
        // What browsers take, too. The bare route would compress, which this reader can't undo.
        ...(person && {
          'accept-encoding': 'gzip, deflate, br',
          cookie: cookieHeader(person),
        }),
      },
    });
    sent.on('error', reject);
    sent.on('response', async (response) => {
      if (response.statusCode !== 200) {
        return reject(new Error(`${response.statusCode}: ${await text(response)}`));
      }
      if (person) keepCookies(person, response.headers['set-cookie']);
      let firstByte = 0;
      let firstWord = 0;
      let read = '';
      response.on('data', (chunk: Buffer) => {
        firstByte ||= since();
        read += chunk.toString();
        if (!firstWord && read.includes('text-delta')) firstWord = since();
      });
      response.on('end', () =>
        firstWord && read.includes('"finish"')
          ? resolve({ firstByte, firstWord, whole: since() })
          : reject(new Error(`An answer without words or without an end: ${read}`)),
      );
      response.on('error', reject);
    });
    sent.end(payload);
  });
}
