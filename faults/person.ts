import { randomBytes, randomUUID } from 'node:crypto';
import type { SaydoMessage } from '@/lib/agent/message';

type Status = NonNullable<SaydoMessage['metadata']>['status'];

/** What one reader has of an answer. */
export type Reading = {
  /** The HTTP status, or null when the connection broke before there was one. */
  status: number | null;
  /** What was read, a word at a time, and when (`performance.now()`). */
  words: { word: string; at: number }[];
  /** How the answer says it ended; undefined where the connection broke before it did. */
  ended?: Status;
};

/** One message of a person's, and where it stands. */
export type Message = { conversationId: string; messageId: string; text: string };

export const newMessage = (text: string, conversationId: string = randomUUID()): Message => ({
  conversationId,
  messageId: randomUUID(),
  text,
});

/** A person's browser. Every method takes the address of the server that it goes to. */
export type Person = Awaited<ReturnType<typeof signUp>>;

/** Makes an account; the person is signed in by it. */
export async function signUp(url: string) {
  const address = `10.${[...randomBytes(3)].join('.')}`;
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'x-real-ip': address },
    body: JSON.stringify({
      name: 'Ann',
      email: `${randomBytes(8).toString('hex')}@example.com`,
      password: 'correct horse battery',
    }),
  });
  if (!answer.ok) throw new Error(`Signing up was answered ${answer.status}.`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const headers = (at: string) => ({ 'content-type': 'application/json', origin: at, cookie });

  async function get<Body>(at: string, path: string): Promise<Body> {
    const response = await fetch(`${at}${path}`, { headers: headers(at) });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
    return (await response.json()) as Body;
  }
  const post = (at: string, message: Message, signal?: AbortSignal) =>
    fetch(`${at}/api/chat`, {
      method: 'POST',
      headers: headers(at),
      signal,
      body: JSON.stringify({
        id: message.conversationId,
        message: {
          id: message.messageId,
          role: 'user',
          parts: [{ type: 'text', text: message.text }],
        },
      }),
    });

  return {
    /** What their browser sends with each request. */
    headers,
    importFile: (at: string, bytes: Uint8Array<ArrayBuffer>) =>
      fetch(`${at}/api/conversations/import`, {
        method: 'POST',
        headers: headers(at),
        body: bytes,
      }),
    /** Sends a message, or sends it again, and reads the answer as it comes. */
    say: (at: string, message: Message, signal?: AbortSignal) =>
      startReading(() => post(at, message, signal)),
    /** The same, for who does something else with the answer than to read it. */
    post,
    /** Reads the running answer of a conversation from another tab; 204 when none runs. */
    follow: (at: string, conversationId: string) =>
      startReading(() =>
        fetch(`${at}/api/chat/${conversationId}/stream`, { headers: headers(at) }),
      ),
    stop: (at: string, conversationId: string) =>
      fetch(`${at}/api/chat/${conversationId}/stop`, { method: 'POST', headers: headers(at) }),
    /** The messages of a conversation, oldest first; none where there is no such conversation. */
    async messages(at: string, conversationId: string): Promise<SaydoMessage[]> {
      const path = `/api/conversations/${conversationId}/messages?limit=100`;
      const response = await fetch(`${at}${path}`, { headers: headers(at) });
      if (response.status === 404) return [];
      if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
      return ((await response.json()) as { messages: SaydoMessage[] }).messages;
    },
    /** The titles of all open tasks. */
    async titles(at: string): Promise<string[]> {
      const titles: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const page: TaskPage = await get(at, `/api/tasks?view=all&limit=100${query}`);
        titles.push(...page.tasks.map(({ title }) => title));
        cursor = page.next_cursor;
      }
      return titles;
    },
  };
}

type TaskPage = { tasks: { title: string }[]; next_cursor: string | null };

/** An answer that is being read: what has come so far, and when it is over for this reader. */
export type Running = { reading: Reading; over: Promise<Reading> };

function startReading(request: () => Promise<Response>): Running {
  const reading: Reading = { status: null, words: [] };
  const over = read(request, reading).then(
    () => reading,
    // Whatever broke the connection, the reader has what it has.
    () => reading,
  );
  return { reading, over };
}

async function read(request: () => Promise<Response>, reading: Reading) {
  const response = await request();
  reading.status = response.status;
  if (response.status !== 200) return response.body?.cancel();
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      if (line.startsWith('data: {')) take(JSON.parse(line.slice(6)), reading);
  }
}

type Chunk = { type: string; delta?: string; messageMetadata?: { status?: Status } };

function take({ type, delta, messageMetadata }: Chunk, reading: Reading) {
  const at = performance.now();
  for (const word of type === 'text-delta' ? inWords(delta ?? '') : [])
    reading.words.push({ word, at });
  if (type === 'finish') reading.ended = messageMetadata?.status;
}

/** The text of a message, a word at a time. */
export function wordsIn(message: SaydoMessage | undefined): string[] {
  return inWords((message?.parts ?? []).map((p) => (p.type === 'text' ? p.text : '')).join(' '));
}

const inWords = (text: string) => text.split(/\s+/).filter(Boolean);
