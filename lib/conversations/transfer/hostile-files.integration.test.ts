import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { HttpError } from '@/lib/http';
import { ann, bob, meetAnnAndBob } from '@/lib/tasks/test/ann-and-bob';

import { exported, type File, fullConversation, importFile, importText, now } from './test/files';

meetAnnAndBob();

describe('a hostile file', () => {
  let file: File;
  beforeEach(async () => {
    await fullConversation(ann);
    file = await exported(ann);
  });

  it('with a million messages that are none is refused by the first, and nobody waits for it', async () => {
    file.conversations[0].messages = Array.from({ length: 1_000_000 }, () => ({}));
    const text = JSON.stringify(file);
    const begun = performance.now();
    const { imported, refused } = await importText(bob, text);
    expect(imported).toEqual([]);
    expect(refused).toMatchObject([{ place: 0, field: expect.stringContaining('messages.0.') }]);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('with a hundred thousand conversations that are none is not read to its end', async () => {
    file.conversations = Array.from({ length: 100_000 }, () => 0);
    const { refused } = await importFile(bob, file);
    expect(refused).toHaveLength(101);
    expect(refused.at(-1)).toMatchObject({
      place: 100,
      error: expect.stringContaining('the rest of it was not read'),
    });
  });

  /** Written in place of a word: what writes JSON calls itself, and would overflow. */
  const deep = '['.repeat(500_000) + ']'.repeat(500_000);

  it.each<[string, (conversation: File) => void, string, RegExp]>([
    [
      'a message that follows itself',
      (c) => {
        c.messages[2].parent = c.messages[3].id;
      },
      'messages.2.parent',
      /follows itself/,
    ],
    [
      'a parent that is not there',
      (c) => {
        c.messages[1].parent = 'nobody';
      },
      'messages.1.parent',
      /not there/,
    ],
    [
      'two messages of one id',
      (c) => {
        c.messages[1].id = c.messages[0].id;
      },
      'messages',
      /same id/,
    ],
    [
      'a role that does not exist',
      (c) => {
        c.messages[0].role = 'system';
      },
      'messages.0.role',
      /user/,
    ],
    [
      'a blank question',
      (c) => {
        c.messages[0].content = ' \u200b\n';
      },
      'messages.0.content',
      /blank/,
    ],
    [
      'a question that still runs',
      (c) => {
        c.messages[1].status = 'streaming';
      },
      'messages.1.status',
      /Invalid/,
    ],
    [
      'tools that a person used',
      (c) => {
        c.messages[0].tool_calls = c.messages[1].tool_calls;
      },
      'messages.0.tool_calls',
      /assistant/,
    ],
    [
      'a call behind the end',
      (c) => {
        c.messages[1].tool_calls[0].content_offset = 1e6;
      },
      'messages.1.tool_calls',
      /behind/,
    ],
    [
      'the name of no tool',
      (c) => {
        c.messages[1].tool_calls[0].tool_name = '<script>';
      },
      'messages.1.tool_calls.0.tool_name',
      /tool/,
    ],
    [
      'NUL in a text',
      (c) => {
        c.messages[0].content = 'a\0b';
      },
      'messages.0.content',
      /stored/,
    ],
    [
      'NUL in a tool’s input',
      (c) => {
        c.messages[1].tool_calls[0].input.note = '\0';
      },
      'messages.1.tool_calls.0.input.note',
      /stored/,
    ],
    [
      'half a character',
      (c) => {
        c.title = '\ud83e';
      },
      'title',
      /stored/,
    ],
    [
      'a field named __proto__',
      (c) => {
        c.messages[1].tool_calls[0].input = JSON.parse('{"__proto__":{"admin":true}}');
      },
      'messages.1.tool_calls.0.input',
      /name/,
    ],
    [
      'a very deep value',
      (c) => {
        c.messages[1].tool_calls[0].output = 'a very deep value';
      },
      'messages.1.tool_calls.0.output',
      /deep/,
    ],
    [
      'a time in the year 9999',
      (c) => {
        c.updated_at = '9999-12-31T00:00:00.000Z';
      },
      'updated_at',
      /now/,
    ],
    [
      'a title that is too long',
      (c) => {
        c.title = 'x'.repeat(201);
      },
      'title',
      /200/,
    ],
    [
      'a text that is too long',
      (c) => {
        c.messages[0].content = 'x'.repeat(200_001);
      },
      'messages.0.content',
      /200000/,
    ],
    [
      'an owner',
      (c) => {
        c.user_id = uuidv7();
      },
      'user_id',
      /Unrecognized/,
    ],
    [
      'a number for a conversation',
      (c) => {
        for (const key of Object.keys(c)) delete c[key];
      },
      'id',
      /string/,
    ],
  ])(
    'with %s is refused by its path, and the good conversation beside it comes in',
    async (_, spoil, path, error) => {
      const good = structuredClone(file.conversations[0]);
      spoil(file.conversations[0]);
      const text = JSON.stringify({ ...file, conversations: [file.conversations[0], good] });
      const result = await importText(bob, text.replace('"a very deep value"', deep));
      expect(result.imported.map(({ place }) => place)).toEqual([1]);
      expect(result.refused).toHaveLength(1);
      expect(result.refused[0]?.error).toMatch(error);
      expect(result.refused[0]?.field?.startsWith(`conversations.0.${path}`)).toBe(true);
      expect((await exported(bob)).conversations).toHaveLength(1);
    },
  );

  it.each([
    [null],
    [[]],
    ['text'],
    [{ conversations: [] }],
    [
      {
        kind: 'saydo.conversations',
        version: 2,
        exported_at: now.toISOString(),
        conversations: [],
      },
    ],
  ])('that is no such file (%j) is refused as a whole', async (value) => {
    await expect(importFile(bob, value)).rejects.toThrow(HttpError);
  });

  it('with conversations that are none is refused one by one', async () => {
    const result = await importFile(bob, { ...file, conversations: [null, 7, 'x', []] });
    expect(result.imported).toEqual([]);
    expect(result.refused.map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  });

  it('with ids of Ann’s own messages touches nothing of hers', async () => {
    const before = await exported(ann);
    file.conversations[0].messages[0].content = 'overwritten';
    await importFile(bob, file);
    await importFile(ann, file);
    const after = await exported(ann);
    expect(after.conversations).toHaveLength(2);
    expect(after.conversations.find(({ id }: File) => id === before.conversations[0].id)).toEqual(
      before.conversations[0],
    );
  });
});
