import { v4 as uuidv4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { deleteConversation } from '@/lib/conversations';
import { readAnswer } from '../test/read-answer';
import { asker, clock, hear, idsOf, openTitles, readThread, setUpTalk } from '../test/talk';
import { decide } from '.';

const talk = setUpTalk();

describe('approval', () => {
  async function asked(...titles: string[]) {
    const ids = await idsOf(talk.ann, ...titles);
    const { message } = await hear(talk, talk.ann, 'delete them all', {
      text: 'These go. ',
      calls: [{ id: 'del', name: 'delete_task', input: { ids } }],
    });
    const part = message.parts.find((part) => part.type === 'tool-delete_task');
    if (part?.state !== 'approval-requested') throw new Error('Nothing was asked.');
    return { message, approvalId: part.approval.id, ids };
  }

  it('is asked before two tasks are deleted, and nothing is deleted until it is given', async () => {
    const { message, approvalId } = await asked('A', 'B');
    expect(await openTitles(talk.ann)).toEqual(['A', 'B']);
    expect(message.metadata?.status).toBe('complete');
    const saved = (await readThread(talk.ann, talk)).at(-1);
    expect(saved?.parts.at(-1)).toMatchObject({
      state: 'approval-requested',
      approval: { id: approvalId, requestReason: 'This deletes 2 tasks.' },
    });

    const { response, ended } = await decide(asker(talk.ann, { text: 'Both are gone.' }), {
      conversationId: talk.conversationId,
      approvalId,
      approved: true,
    });
    const after = await readAnswer(response, message);
    await ended;
    expect(await openTitles(talk.ann)).toEqual([]);
    expect(after.message.id).toBe(message.id);
    expect(after.message.parts.at(-1)).toMatchObject({ text: 'Both are gone.' });
    expect((await readThread(talk.ann, talk)).at(-1)?.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'tool-delete_task',
      'step-start',
      'text',
    ]);
  });

  it('declined deletes nothing and lets the conversation go on', async () => {
    const { approvalId, message } = await asked('A', 'B');
    const deciding = asker(talk.ann, { text: 'Nothing was deleted.' });
    const { response, ended } = await decide(deciding, {
      conversationId: talk.conversationId,
      approvalId,
      approved: false,
    });
    const after = await readAnswer(response, message);
    await ended;
    expect(await openTitles(talk.ann)).toEqual(['A', 'B']);
    expect(after.message.parts.find((part) => part.type === 'tool-delete_task')).toMatchObject({
      state: 'output-denied',
    });
    expect(deciding.model.prompts[0]).toContain('execution-denied');
    const { prompts } = await hear(talk, talk.ann, 'fine', { text: 'Good.' });
    expect(prompts[0]).toContain('Nothing was deleted.');
    expect(await readThread(talk.ann, talk)).toHaveLength(4);
  });

  it('cannot be given in a conversation that is in the trash', async () => {
    const { approvalId } = await asked('A', 'B');
    await deleteConversation(talk.ann, talk.conversationId, clock.now);
    const decision = { conversationId: talk.conversationId, approvalId, approved: true };
    await expect(decide(asker(talk.ann), decision)).rejects.toMatchObject({ status: 404 });
    expect(await openTitles(talk.ann)).toEqual(['A', 'B']);
  });

  it('cannot be given twice, by a stranger, or through another conversation', async () => {
    const { approvalId } = await asked('A', 'B');
    const decision = { conversationId: talk.conversationId, approvalId, approved: true };
    await expect(decide(asker(talk.bob), decision)).rejects.toMatchObject({ status: 404 });
    await expect(
      decide(asker(talk.ann), { ...decision, conversationId: uuidv4() }),
    ).rejects.toMatchObject({ status: 404 });
    const { response, ended } = await decide(asker(talk.ann, { text: 'Gone.' }), decision);
    await readAnswer(response);
    await ended;
    await expect(decide(asker(talk.ann), decision)).rejects.toMatchObject({ status: 409 });
    await expect(decide(asker(talk.ann), { ...decision, approved: false })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('counts over the whole turn, so that many small calls are no way around it', async () => {
    const [a, b] = await idsOf(talk.ann, 'A', 'B');
    const { message } = await hear(talk, talk.ann, 'delete both', {
      calls: [
        { id: 'one', name: 'delete_task', input: { ids: [a] } },
        { id: 'two', name: 'delete_task', input: { ids: [b] } },
      ],
    });
    expect(
      message.parts.filter((part) => part.type === 'tool-delete_task').map(({ state }) => state),
    ).toEqual(['output-available', 'approval-requested']);
    expect(await openTitles(talk.ann)).toEqual(['B']);
  });

  it('is needed to change six tasks, not five', async () => {
    const ids = await idsOf(talk.ann, '1', '2', '3', '4', '5', '6');
    const five = await hear(
      talk,
      talk.ann,
      'five',
      { calls: [{ id: 'c', name: 'complete_task', input: { ids: ids.slice(0, 5) } }] },
      { text: 'Done.' },
    );
    expect(five.message.parts[1]).toMatchObject({ state: 'output-available' });
    const six = await hear(talk, talk.ann, 'six', {
      calls: [{ id: 'r', name: 'reopen_task', input: { ids } }],
    });
    expect(six.message.parts[1]).toMatchObject({
      state: 'approval-requested',
      approval: { requestReason: 'This changes 6 tasks.' },
    });
  });

  it('lapses when something else is said instead', async () => {
    const { approvalId } = await asked('A', 'B');
    await hear(talk, talk.ann, 'wait, what is due?', { text: 'Nothing.' });
    await expect(
      decide(asker(talk.ann), { conversationId: talk.conversationId, approvalId, approved: true }),
    ).rejects.toMatchObject({ status: 409 });
    expect(await openTitles(talk.ann)).toEqual(['A', 'B']);
  });
});
