import { conversation, FULL, file, fullFile, message } from '../bench/full-file.ts';

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
    make: () => fullFile().slice(0, -3),
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
