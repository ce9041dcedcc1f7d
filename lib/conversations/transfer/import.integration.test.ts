import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Scope } from '@/lib/scope';
import { ann, bob, meetAnnAndBob } from '@/lib/tasks/test/ann-and-bob';
import { exported, type File, fullConversation, importFile, importText } from './test/files';

meetAnnAndBob();
afterEach(() => {
  vi.restoreAllMocks();
});

/** Ann's file with two conversations, each of them of 250 messages. */
async function longFile(): Promise<File> {
  await fullConversation(ann);
  const file = await exported(ann);
  const [first] = file.conversations;
  const [message] = first.messages;
  const messages = Array.from({ length: 250 }, (_, place) => ({
    ...message,
    id: `m${place}`,
    parent: place === 0 ? null : `m${place - 1}`,
  }));
  const second = { ...first, title: 'Second', messages };
  return { ...file, conversations: [{ ...first, messages }, second] };
}

/** Bob, whose first conversation can't be written: before anything of it is, or after all of it. */
function failingOnce(when: 'before' | 'after'): Scope {
  let fails = true;
  return {
    userId: bob.userId,
    run: (work) =>
      bob.run(async (tx) => {
        const failsNow = fails;
        fails = false;
        if (failsNow && when === 'before') throw new Error('The database is full.');
        const result = await work(tx);
        if (failsNow) throw new Error('The database is full.');
        return result;
      }),
  };
}

describe.each(['before', 'after'] as const)(
  'a conversation that fails %s it is written',
  (when) => {
    it('is told, nothing of it is kept, and the next one comes in whole', async () => {
      const file = await longFile();
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      const { imported, refused } = await importFile(failingOnce(when), file);
      expect(refused).toMatchObject([
        { place: 0, error: 'This conversation could not be saved. Nothing of it was.' },
      ]);
      expect(imported).toMatchObject([{ place: 1, title: 'Second' }]);
      expect(log).toHaveBeenCalledOnce();
      const own = await exported(bob);
      expect(own.conversations.map(({ title }: File) => title)).toEqual(['Second']);
      expect(own.conversations[0].messages).toHaveLength(250);
      expect((await exported(ann)).conversations).toHaveLength(1);
    });
  },
);

describe('a file', () => {
  it('of Windows, with a byte order mark, comes in', async () => {
    const text = JSON.stringify(await longFile(), null, 2).replaceAll('\n', '\r\n');
    expect((await importText(bob, `\ufeff${text}`)).imported).toHaveLength(2);
  });

  it('with a hundred conversations that are wrong is read to its end', async () => {
    const { conversations, ...head } = await longFile();
    const good = conversations[0];
    const hundred = await importFile(bob, { ...head, conversations: Array(100).fill(0) });
    expect(hundred.refused).toHaveLength(100);
    const more = await importFile(bob, { ...head, conversations: [...Array(100).fill(0), good] });
    expect(more.imported).toEqual([]);
    expect(more.refused).toHaveLength(101);
    expect(more.refused.at(-1)).toMatchObject({ place: 100 });
  });

  it.each([
    ['ends too soon', (text: string) => text.slice(0, -2)],
    ['goes on behind its end', (text: string) => `${text}{}`],
    ['is broken in its last conversation', (text: string) => text.replace(/(.*)null/s, '$1nul')],
  ])('that %s is refused whole, though what comes before is right', async (_, spoil) => {
    const text = JSON.stringify(await longFile());
    await expect(importText(bob, spoil(text))).rejects.toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('not JSON') },
    });
    expect((await exported(bob)).conversations).toEqual([]);
  });

  it('with a text of 15 MB in one conversation brings in the other', async () => {
    const file = await longFile();
    file.conversations[0] = {
      ...file.conversations[0],
      messages: [{ ...file.conversations[0].messages[0], content: 'x'.repeat(15e6) }],
    };
    const { imported, refused } = await importFile(bob, file);
    expect(imported).toMatchObject([{ place: 1 }]);
    expect(refused).toMatchObject([{ field: 'conversations.0.messages.0.content' }]);
  });

  it('with a field that is there twice in one conversation brings in the other', async () => {
    const file = await longFile();
    const text = JSON.stringify(file).replace('"titled_by":', '"titled_by":"words","titled_by":');
    const { imported, refused } = await importText(bob, text);
    expect(imported).toMatchObject([{ place: 1 }]);
    expect(refused).toMatchObject([{ field: 'conversations.0.titled_by', title: 'Milk “and” 🥛' }]);
  });
});
