import { expect, it } from 'vitest';
import { longFile, now } from '../test/files';
import { openReader, ReadingEnded } from '.';

/** A file with one conversation of so many messages. */
function fileOf(count: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(longFile(count)));
}

it('A file is read in pieces of a hundred messages at most, each when it is asked for', async () => {
  const bytes = fileOf(1234);
  const reader = openReader(bytes, now);
  expect(bytes.byteLength).toBe(0);
  const pieces: string[] = [];
  for (;;) {
    const piece = await reader.next();
    pieces.push(piece.is === 'messages' ? `${piece.rows.length}` : piece.is);
    if (piece.is === 'end') break;
  }
  await reader.close();
  expect(pieces).toEqual(['conversation', ...Array(12).fill('100'), '34', 'whole', 'end']);
});

it('A file that takes too long is given up, and asking on says so again', async () => {
  const reader = openReader(fileOf(20_000), now, { time: 1 });
  await expect(reader.next()).rejects.toThrow(ReadingEnded);
  await expect(reader.next()).rejects.toThrow(ReadingEnded);
  await reader.close();
});

it('A file that needs too much memory ends its own thread, and nothing else', async () => {
  const reader = openReader(fileOf(40_000), now, { memory: 24 });
  await expect(reader.next()).rejects.toThrow(ReadingEnded);
  await reader.close();
});
