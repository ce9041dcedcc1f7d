import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { HttpError, readBytes, readJson, readText, toResponse, Unauthorized } from './http';

const post = (body: BodyInit) => new Request('http://localhost/api', { method: 'POST', body });

test('a refusal says what happened and what to do next', async () => {
  const response = toResponse(new Unauthorized());
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    error: 'You are not signed in.',
    try_next: 'Sign in, then try again.',
    code: 'signed_out',
  });
});

test('an unknown error is logged and not told', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const response = toResponse(new Error('password=hunter2'));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('hunter2');
  expect(log).toHaveBeenCalledOnce();
});

test('a database that can not be reached in time is told as busy, with when to come back', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const error = new Error('Failed query', {
    cause: new Error('timeout exceeded when trying to connect'),
  });
  const response = toResponse(error);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.json()).toEqual({
    error: 'Saydo is too busy just now, or its database is restarting.',
    try_next: 'Try again in a moment. What was saved before is safe.',
  });
});

test('a body that is too long is refused, declared or not', async () => {
  await expect(readText(post('x'.repeat(11)), 10)).rejects.toMatchObject({ status: 413 });
  const stream = new Blob(['x'.repeat(11)]).stream();
  const undeclared = new Request('http://localhost/api', {
    method: 'POST',
    body: stream,
    duplex: 'half',
  } as RequestInit);
  expect(undeclared.headers.get('content-length')).toBeNull();
  await expect(readText(undeclared, 10)).rejects.toMatchObject({ status: 413 });
});

test('broken UTF-8 is refused, and letters cut between chunks are not', async () => {
  await expect(readText(post(new Uint8Array([0x22, 0xc3, 0x28])), 10)).rejects.toMatchObject({
    status: 400,
  });
  expect(await readText(post('čaj 🍵'), 100)).toBe('čaj 🍵');
});

test('the wrong field is named', async () => {
  const schema = z.strictObject({ message: z.object({ text: z.string() }) });
  await expect(readJson(post('{"message":{"text":1}}'), schema, 100)).rejects.toMatchObject({
    status: 400,
    body: { field: 'message.text' },
  });
  await expect(
    readJson(post('{"message":{"text":"a"},"isAdmin":true}'), schema, 100),
  ).rejects.toMatchObject({ status: 400, body: { field: 'isAdmin' } });
  await expect(readJson(post('{'), schema, 100)).rejects.toBeInstanceOf(HttpError);
});

test('of two shapes that a body may have, the one that was meant is corrected', async () => {
  const id = z.string();
  const schema = z.union([
    z.strictObject({
      id,
      message: z.strictObject({ text: z.string().min(1, 'Write something.') }),
    }),
    z.strictObject({ id, approval: z.strictObject({ approved: z.boolean() }) }),
  ]);
  await expect(
    readJson(post('{"id":"a","message":{"text":""}}'), schema, 100),
  ).rejects.toMatchObject({ body: { error: 'Write something.', field: 'message.text' } });
  await expect(
    readJson(post('{"id":"a","approval":{"approved":"yes"}}'), schema, 100),
  ).rejects.toMatchObject({ body: { field: 'approval.approved' } });
});

test('a body comes whole, whatever length it declares', async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(50_000));
  const pieces = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 999)
          controller.enqueue(bytes.slice(at, at + 999));
        controller.close();
      },
    });
  const undeclared = new Request('http://localhost/api', {
    method: 'POST',
    body: pieces(),
    duplex: 'half',
  } as RequestInit);
  expect(await readBytes(undeclared, 50_000)).toEqual(bytes);
  for (const length of ['0', '7', '50000']) {
    const declared = new Request('http://localhost/api', {
      method: 'POST',
      headers: { 'content-length': length },
      body: pieces(),
      duplex: 'half',
    } as RequestInit);
    expect(await readBytes(declared, 50_000)).toEqual(bytes);
  }
});

test('a body that does not come whole in time is given up', async () => {
  let givenUp = false;
  const endless = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(5)),
    cancel: () => {
      givenUp = true;
    },
  });
  const request = new Request('http://localhost/api', {
    method: 'POST',
    body: endless,
    duplex: 'half',
  } as RequestInit);
  await expect(readBytes(request, 10, 20)).rejects.toMatchObject({ status: 408 });
  expect(givenUp).toBe(true);
});

test('a body that is nested too deeply is refused, however it is closed', async () => {
  const anything = z.unknown();
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(await readJson(post(deep(64)), anything, 1e6)).toHaveLength(1);
  for (const text of [deep(65), deep(400_000), '['.repeat(900_000), '{"a":'.repeat(100_000)])
    await expect(readJson(post(text), anything, 1e6)).rejects.toMatchObject({ status: 400 });
  // Brackets in a text are none.
  expect(await readJson(post(JSON.stringify('\\"[{'.repeat(100))), z.string(), 1e6)).toContain(
    '[{',
  );
});

test('many unknown fields with long names are refused in few words', async () => {
  const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`${n}`.repeat(20), 0]));
  const refused = readJson(post(JSON.stringify(fields)), z.strictObject({}), 1e6);
  const error = await refused.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(HttpError);
  expect(JSON.stringify((error as HttpError).body).length).toBeLessThan(2000);
});
