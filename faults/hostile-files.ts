import { KIND, VERSION } from '@/lib/conversations/transfer/format';

/** As many bytes as an import may have. */
export const FULL = 20 * 1024 * 1024;

/** Twelve files of the largest size that is permitted, and what becomes of each. */
export const files: { what: string; make: () => string; answer: RegExp; comesIn?: true }[] = [
  {
    what: 'ten million zeros, and nothing that says what the file is',
    make: () => `{"messages":[${filled('0', 20)}]}`,
    answer: /not a file of conversations/,
  },
  {
    what: 'seven million empty lists for messages',
    make: () => file(conversation(filled('[]'))),
    answer: /more than 1,500,000 values/,
  },
  {
    what: 'seven million empty objects in each other’s place',
    make: () => file(filled('{}', 200)),
    answer: /the rest of it was not read/,
  },
  {
    what: 'lists ten million deep',
    make: () => '['.repeat(FULL / 2) + ']'.repeat(FULL / 2),
    answer: /expected object/,
  },
  {
    what: 'a message that is ten million lists deep',
    make: () => file(conversation('['.repeat(FULL / 2 - 500) + ']'.repeat(FULL / 2 - 500))),
    answer: /nested too deeply/,
  },
  {
    what: 'a million messages that are none',
    make: () => file(conversation(Array(1_000_000).fill('{"a":0,"b":"wrong"}').join(','))),
    answer: /values|expected string/,
  },
  {
    what: 'a message that is one text of 20 MB',
    make: () => file(conversation(message(0, 'x'.repeat(FULL - 2000)))),
    answer: /too long/,
  },
  {
    what: 'two million fields of one name, and half a million of another each',
    make: () => file(`{${filled('"a":0', 200 + FULL / 2)},${differentFields(FULL / 2 - 400)}}`),
    answer: /there twice/,
  },
  {
    what: 'three million halves of characters',
    make: () =>
      file(conversation(message(0, '').replace('""', `"${'\\ud83e'.repeat(3_400_000)}"`))),
    answer: /cannot be stored/,
  },
  {
    what: 'a hundred thousand conversations that are none',
    make: () =>
      file(
        Array(100_000)
          .fill(`{"title":"${'x'.repeat(190)}"}`)
          .join(','),
      ),
    answer: /the rest of it was not read/,
  },
  {
    what: 'conversations that end too soon',
    make: () => honest().slice(0, -3),
    answer: /not JSON/,
  },
  {
    what: 'a hundred messages of Markdown as deep as a message may be',
    make: () =>
      file(
        conversation(
          Array.from({ length: 100 }, (_, place) => message(place, '> - *_'.repeat(33_000))).join(
            ',',
          ),
        ),
      ),
    answer: /"imported":\[\{/,
    comesIn: true,
  },
];

/** 20 MB of a person's own, as Saydo exports them: one conversation, with short messages. */
export function honest(): string {
  const messages: string[] = [];
  let length = 0;
  while (length < FULL - 1500) {
    const next = message(messages.length, `What is there to do on day ${messages.length}?`);
    messages.push(next);
    length += next.length + 2;
  }
  return file(conversation(messages.join(',\n')));
}

function file(conversations: string): string {
  const head = { kind: KIND, version: VERSION, exported_at: '2026-11-22T09:00:00.000Z' };
  return `${JSON.stringify(head).slice(0, -1)},"conversations":[${conversations}]}\n`;
}

function conversation(messages: string): string {
  const at = '2026-11-21T09:00:00.000Z';
  const head = { id: 'one', title: 'One', titled_by: 'words', created_at: at, updated_at: at };
  const rest = { ...head, pinned_at: null, archived_at: null };
  return `${JSON.stringify(rest).slice(0, -1)},"messages":[${messages}]}`;
}

/** The message at `place` of a conversation in which each follows the one before. */
function message(place: number, content: string): string {
  const id = (at: number) => `01939b2e-7a7f-7000-8000-${String(at).padStart(12, '0')}`;
  return JSON.stringify({
    id: id(place),
    parent: place === 0 ? null : id(place - 1),
    role: place % 2 === 0 ? 'user' : 'assistant',
    status: 'complete',
    content,
    model: place % 2 === 0 ? null : 'a-model',
    input_tokens: null,
    output_tokens: null,
    error: null,
    created_at: '2026-11-21T09:00:00.000Z',
    finished_at: null,
    active: true,
    tool_calls: [],
    rating: null,
  });
}

/** So many of it that all but `around` bytes of a file are full. */
function filled(value: string, around = 600): string {
  const count = Math.floor((FULL - around) / (value.length + 1));
  return Array(count).fill(value).join(',');
}

function differentFields(bytes: number): string {
  return Array.from(
    { length: Math.floor(bytes / 20) },
    (_, place) => `"${String(place).padStart(14, '0')}":0`,
  ).join(',');
}
