import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { addTasks } from '@/lib/tasks';
import { expectPairedCalls, promptOf, type ServedStep } from './test/model-server';
import {
  ann,
  clock,
  conversationId,
  meetAnn,
  openTitles,
  protocols,
  server,
  talkOver,
} from './test/openai-talk';
import { readAnswer } from './test/read-answer';
import { decide } from './turn';

meetAnn();

describe.each(protocols)('over the %s protocol', (protocol) => {
  const { asker, hear } = talkOver(protocol);

  it('a call that was declined or left waiting has its answer in the next question', async () => {
    const { tasks } = await addTasks(ann, { actor: 'user', batchId: uuidv7(), clock }, [
      { title: 'A' },
      { title: 'B' },
    ]);
    const deleting: ServedStep = {
      toolCalls: [{ name: 'delete_task', arguments: { ids: tasks.map(({ id }) => id) } }],
    };
    server.script(deleting, { content: 'Nothing was deleted.' });
    const { message } = await hear('delete all');
    const part = message.parts.find(({ type }) => type === 'tool-delete_task');
    if (!part || !('approval' in part) || !part.approval) throw new Error('Nothing was asked.');
    const { response, ended } = await decide(asker(), {
      conversationId,
      approvalId: part.approval.id,
      approved: false,
    });
    await readAnswer(response, message);
    await ended;
    for (const request of server.requests()) expectPairedCalls(promptOf(request));

    server.script(deleting);
    await hear('delete them again');
    server.script({ content: 'They are still there.' });
    await hear('wait, what is left?');
    expect(await openTitles()).toEqual(['A', 'B']);
    expect(JSON.stringify(server.requests()[0]?.body)).toContain('said something else instead');
  });

  it('an approved call is made by the stored input, and the model told', async () => {
    const { tasks } = await addTasks(ann, { actor: 'user', batchId: uuidv7(), clock }, [
      { title: 'A' },
      { title: 'B' },
    ]);
    server.script(
      { toolCalls: [{ name: 'delete_task', arguments: { ids: tasks.map(({ id }) => id) } }] },
      { content: 'Both are gone.' },
    );
    const { message } = await hear('delete all');
    const part = message.parts.find(({ type }) => type === 'tool-delete_task');
    if (!part || !('approval' in part) || !part.approval) throw new Error('Nothing was asked.');
    const decision = { conversationId, approvalId: part.approval.id, approved: true };
    const { response, ended } = await decide(asker(), decision);
    const after = await readAnswer(response, message);
    await ended;
    expect(after.message.parts.at(-1)).toMatchObject({ text: 'Both are gone.' });
    expect(await openTitles()).toEqual([]);
  });
});
