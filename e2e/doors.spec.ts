import { randomUUID } from 'node:crypto';
import { expect, saying, stranger, test } from './people';

test.describe('The doors of the API', () => {
  test('tell nobody anything without a session', async ({ request, baseURL }) => {
    const headers = { origin: baseURL ?? '' };
    const id = randomUUID();
    const answers = [
      await request.post('/api/chat', { headers, data: saying('hello') }),
      await request.post(`/api/chat/${id}/stop`, { headers }),
      await request.get('/api/tasks'),
      await request.get('/api/conversations'),
      await request.get(`/api/conversations/${id}/messages`),
      await request.get('/api/account/export'),
    ];
    for (const answer of answers) {
      expect(answer.status(), answer.url()).toBe(401);
      expect(await answer.json()).toMatchObject({
        error: expect.any(String),
        try_next: expect.any(String),
      });
    }
  });

  test('refuse what another site sends, and what says no origin at all', async ({
    ann,
    baseURL,
  }) => {
    const port = new URL(baseURL ?? '').port;
    const origins = [
      'https://evil.example',
      'null',
      `http://localhost.evil.example:${port}`,
      `http://127.0.0.1:1`,
    ];
    for (const origin of origins) {
      const answer = await ann.request.post('/api/chat', {
        headers: { origin },
        data: saying('hi'),
      });
      expect(answer.status(), origin).toBe(403);
    }
    const silent = await ann.request.post('/api/chat', { data: saying('hi') });
    expect(silent.status()).toBe(403);
    const stop = await ann.request.post(`/api/chat/${randomUUID()}/stop`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(stop.status()).toBe(403);
    expect(await (await ann.request.get('/api/conversations')).json()).toMatchObject({
      conversations: [],
    });
  });

  test('answer as words come, and not in compressed pieces, whatever the browser takes', async ({
    ann,
    baseURL,
  }) => {
    const answer = await ann.request.post('/api/chat', {
      headers: { origin: baseURL ?? '', 'accept-encoding': 'gzip, deflate, br' },
      data: saying('hello'),
    });
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-encoding']).toBeUndefined();
    expect(await answer.text()).toContain('text-delta');
  });

  test('name the field that is wrong, and store nothing of it', async ({ ann, baseURL }) => {
    const post = (data: unknown) =>
      ann.request.post('/api/chat', { headers: { origin: baseURL ?? '' }, data });
    const good = saying('hello');
    const wrong: [string, unknown, string?][] = [
      ['no object', 'hello'],
      ['an id that is none', { ...good, id: 'x' }, 'id'],
      ['an unknown field', { ...good, model: 'gpt' }, 'model'],
      [
        'a role of another',
        { ...good, message: { ...good.message, role: 'system' } },
        'message.role',
      ],
      ['history of the client', { id: good.id, messages: [good.message] }],
      ['a file', { ...good, message: { ...good.message, parts: [{ type: 'file', url: 'x' }] } }],
      ['a blank message', saying(' \n\t '), 'message.parts.0.text'],
      ['nothing visible to store', saying('a\0b'), 'message.parts.0.text'],
      [
        'input of an approval',
        { id: good.id, approval: { id: randomUUID(), approved: true, input: {} } },
      ],
    ];
    for (const [name, data, field] of wrong) {
      const answer = await post(data);
      expect(answer.status(), name).toBe(400);
      const body = await answer.json();
      expect(body, name).toMatchObject({ error: expect.any(String), try_next: expect.any(String) });
      if (field) expect(body.field, name).toBe(field);
    }
    expect(await (await ann.request.get('/api/conversations')).json()).toMatchObject({
      conversations: [],
    });
  });

  test('refuse text that is no UTF-8, and text that is too long', async ({ ann, baseURL }) => {
    const headers = { origin: baseURL ?? '', 'content-type': 'application/json' };
    const json = JSON.stringify(saying('XX'));
    const broken = Buffer.from(json);
    broken[json.indexOf('XX')] = 0xff;
    expect((await ann.request.post('/api/chat', { headers, data: broken })).status()).toBe(400);
    for (const length of [8_001, 100_000]) {
      const answer = await ann.request.post('/api/chat', {
        headers,
        data: saying('x'.repeat(length)),
      });
      expect(answer.status()).toBe(413);
      expect((await answer.json()).try_next).toBeTruthy();
    }
    expect(
      (await ann.request.post('/api/chat', { headers, data: saying('x'.repeat(8_000)) })).status(),
    ).toBe(200);
  });

  test('show a stranger’s things as if they did not exist', async ({ ann, bob, baseURL }) => {
    const headers = { origin: baseURL ?? '' };
    const mine = saying('add a secret plan');
    const said = await ann.request.post('/api/chat', { headers, data: mine });
    expect(said.status()).toBe(200);
    expect(await said.text()).toContain('secret plan');

    expect((await bob.request.get(`/api/conversations/${mine.id}/messages`)).status()).toBe(404);
    expect((await bob.request.post(`/api/chat/${mine.id}/stop`, { headers })).status()).toBe(404);
    expect((await bob.request.get(`/chat/${mine.id}`)).status()).toBe(404);
    const [secret] = (await (await ann.request.get('/api/tasks?view=all')).json()).tasks;
    const byId = await bob.request.get(`/api/tasks?ids=${secret.id}`);
    expect(await byId.json()).toEqual({ tasks: [] });
    expect(await (await bob.request.get('/api/tasks')).json()).toMatchObject({
      tasks: [],
      total: 0,
    });
    expect(await (await bob.request.get('/api/conversations')).json()).toMatchObject({
      conversations: [],
    });
    expect(
      JSON.stringify(await (await bob.request.get('/api/account/export')).json()),
    ).not.toContain('secret plan');

    expect((await ann.request.get(`/api/conversations/${mine.id}/messages`)).status()).toBe(200);
    expect(await (await ann.request.get('/api/tasks?view=all')).json()).toMatchObject({
      total: 1,
    });
  });

  test('let nobody decide what waits for somebody else', async ({ ann, bob, baseURL }) => {
    const headers = { origin: baseURL ?? '' };
    const added = saying('add wash the car and mow the lawn');
    await ann.request.post('/api/chat', { headers, data: added });
    const asking = saying('delete both', { id: added.id });
    await (await ann.request.post('/api/chat', { headers, data: asking })).body();
    const thread = await ann.request.get(`/api/conversations/${added.id}/messages`);
    const waiting = (await thread.json()).messages
      .at(-1)
      .parts.find((part: { state?: string }) => part.state === 'approval-requested');
    const approval = { id: waiting.approval.id, approved: true };
    const total = async () =>
      (await (await ann.request.get('/api/tasks?view=all')).json()).total as number;

    const tries = [
      { id: added.id, approval },
      { id: randomUUID(), approval },
    ];
    for (const data of tries) {
      expect((await bob.request.post('/api/chat', { headers, data })).status()).toBe(404);
    }
    const his = saying('hello');
    await (await bob.request.post('/api/chat', { headers, data: his })).body();
    const inHisOwn = await bob.request.post('/api/chat', {
      headers,
      data: { id: his.id, approval },
    });
    expect(inHisOwn.status()).toBeGreaterThanOrEqual(400);
    expect(inHisOwn.status()).toBeLessThan(500);
    expect(await total()).toBe(2);

    const hers = await ann.request.post('/api/chat', { headers, data: { id: added.id, approval } });
    expect(hers.status()).toBe(200);
    await hers.body();
    expect(await total()).toBe(0);
    // What is gone from the lists is still shown to its owner by id.
    const ids = waiting.input.ids.join(',');
    const shown = await (await ann.request.get(`/api/tasks?ids=${ids}`)).json();
    expect(shown.tasks).toMatchObject([{ deleted: true }, { deleted: true }]);
  });

  test('check what a list is asked', async ({ ann }) => {
    for (const query of [
      'view=mine',
      'limit=0',
      'limit=101',
      'limit=x',
      'cursor=%27%3B--',
      'user_id=1',
      'ids=',
      'ids=x',
      `ids=${Array(51).fill(randomUUID()).join(',')}`,
    ]) {
      const answer = await ann.request.get(`/api/tasks?${query}`);
      expect(answer.status(), query).toBe(400);
      expect((await answer.json()).field, query).toBe(query.split('=')[0]);
    }
    expect((await ann.request.get('/api/conversations?cursor=nonsense')).status()).toBe(400);
    expect((await ann.request.get('/api/conversations/not-a-uuid/messages')).status()).toBe(400);
  });

  test('say that there is nothing at an address that can’t be read', async ({ ann }) => {
    for (const end of ['%ED%A0%80', '%ff', '%E0%A4']) {
      for (const path of [`/chat/${end}`, `/share/${end}`, `/${end}`]) {
        const page = await ann.request.get(path);
        expect(page.status(), path).toBe(404);
        expect(await page.text(), path).toContain('There is nothing here');
      }
      for (const path of [`/api/chat/${end}/stream`, `/api/conversations/${end}/messages`]) {
        const answer = await ann.request.get(path);
        expect(answer.status(), path).toBe(400);
        expect(await answer.json(), path).toEqual({
          error: expect.any(String),
          try_next: expect.any(String),
        });
      }
    }
  });

  test('answer a message that is sent twice once, also when both come together', async ({
    ann,
    baseURL,
  }) => {
    const headers = { origin: baseURL ?? '' };
    const message = saying('add buy one lamp');
    const both = await Promise.all([
      ann.request.post('/api/chat', { headers, data: message }),
      ann.request.post('/api/chat', { headers, data: message }),
    ]);
    for (const answer of both) expect([200, 409]).toContain(answer.status());
    const again = await ann.request.post('/api/chat', { headers, data: message });
    expect(again.status()).toBe(200);
    expect(await (await ann.request.get('/api/tasks?view=all')).json()).toMatchObject({
      total: 1,
    });
    const thread = await (
      await ann.request.get(`/api/conversations/${message.id}/messages`)
    ).json();
    expect(thread.messages).toHaveLength(2);
  });

  test('say after how many seconds to come back when it was too often', async ({
    ann,
    baseURL,
  }) => {
    const headers = { origin: baseURL ?? '' };
    const statuses: number[] = [];
    for (let turn = 0; turn < 31; turn += 1) {
      const answer = await ann.request.post('/api/chat', {
        headers,
        data: saying(`hello ${turn}`),
      });
      statuses.push(answer.status());
      if (answer.status() === 429) {
        const seconds = Number(answer.headers()['retry-after']);
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(60);
      }
    }
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200));
    expect(statuses[30]).toBe(429);
  });

  test('send no page that another site could frame, and no header that tells the framework', async ({
    request,
  }) => {
    const page = await request.get('/sign-in');
    expect(page.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers()['x-content-type-options']).toBe('nosniff');
    expect(page.headers()['x-powered-by']).toBeUndefined();
  });

  test('open only with the right password, and say not which half was wrong', async ({
    request,
    baseURL,
  }) => {
    const nobody = stranger();
    const known = stranger();
    const headers = { origin: baseURL ?? '' };
    await request.post('/api/auth/sign-up/email', { headers, data: known });
    const answers = [
      await request.post('/api/auth/sign-in/email', {
        headers,
        data: { email: nobody.email, password: 'wrong password' },
      }),
      await request.post('/api/auth/sign-in/email', {
        headers,
        data: { email: known.email, password: 'wrong password' },
      }),
    ];
    expect(answers.map((answer) => answer.status())).toEqual([401, 401]);
    expect(await answers[0]?.json()).toEqual(await answers[1]?.json());
  });
});
