import pLimit from 'p-limit';
import { HttpError } from '@/lib/http';

/** So many files are held at once by one process: 120 MB, most of them waiting. */
const MOST_HELD = 6;

/** So many are read at once: each takes a thread, and a connection to the database. */
const takeTurns = pLimit(2);

/** Whose files this process holds. */
const owners = new Set<string>();

/**
 * Receives a person's file and works on it, when it is its turn. Throws before it receives anything:
 * 429 where another file of theirs is still held, 503 where there are too many.
 */
export async function inQueue<File, Result>(
  userId: string,
  receive: () => Promise<File>,
  work: (file: File) => Promise<Result>,
): Promise<Result> {
  if (owners.has(userId)) throw stillRunning();
  if (owners.size >= MOST_HELD) throw tooManyFiles();
  owners.add(userId);
  try {
    const file = await receive();
    return await takeTurns(() => work(file));
  } finally {
    owners.delete(userId);
  }
}

function stillRunning() {
  return new HttpError(429, {
    error: 'Another file of yours is still being imported.',
    try_next: 'Wait until it is finished, then try again.',
    headers: { 'Retry-After': '10' },
  });
}

function tooManyFiles() {
  return new HttpError(503, {
    error: 'Too many files are being imported just now. Nothing of yours was.',
    try_next: 'Try again in half a minute.',
    headers: { 'Retry-After': '30' },
  });
}
