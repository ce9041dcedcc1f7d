import { expect, it } from 'vitest';
import { HttpError } from '@/lib/http';
import { inQueue } from './queue';

/** Somebody's file that is received, and worked on until `finish`. */
function send(userId: string) {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const seen = { received: false, begun: false };
  const over = inQueue(
    userId,
    async () => {
      seen.received = true;
      return userId;
    },
    async (file) => {
      seen.begun = true;
      await finished;
      return file;
    },
  );
  return { seen, finish, over };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('Two people’s files are read at once, and the next waits until one of them is through', async () => {
  const [ann, bob, cleo] = ['ann', 'bob', 'cleo'].map(send);
  await turn();
  expect([ann, bob, cleo].map((one) => one?.seen.begun)).toEqual([true, true, false]);
  ann?.finish();
  expect(await ann?.over).toBe('ann');
  await turn();
  expect(cleo?.seen.begun).toBe(true);
  bob?.finish();
  cleo?.finish();
  await Promise.all([bob?.over, cleo?.over]);
});

it('A second file of Ann’s is refused before it is received, and Bob’s is not', async () => {
  const first = send('ann');
  const second = send('ann');
  const bob = send('bob');
  await expect(second.over).rejects.toMatchObject({
    status: 429,
    headers: { 'Retry-After': '10' },
  });
  expect(second.seen.received).toBe(false);
  first.finish();
  bob.finish();
  await Promise.all([first.over, bob.over]);
  const again = send('ann');
  again.finish();
  expect(await again.over).toBe('ann');
});

it('Of seven people one is told to come back, with when', async () => {
  const six = Array.from({ length: 6 }, (_, place) => send(`person ${place}`));
  const seventh = send('one more');
  await expect(seventh.over).rejects.toMatchObject({
    status: 503,
    headers: { 'Retry-After': '30' },
  });
  expect(seventh.seen.received).toBe(false);
  for (const { finish } of six) finish();
  await Promise.all(six.map(({ over }) => over));
});

it('A file that never came whole leaves its place to others', async () => {
  const late = new HttpError(408, { error: 'Late.', try_next: 'Again.' });
  await expect(
    inQueue(
      'ann',
      () => Promise.reject(late),
      async () => 1,
    ),
  ).rejects.toBe(late);
  expect(
    await inQueue(
      'ann',
      async () => 1,
      async (file) => file,
    ),
  ).toBe(1);
});
