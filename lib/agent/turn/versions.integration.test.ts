import { eq } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationMetadata, messages } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { archiveConversation, getConversation } from '@/lib/conversations';
import { createScope, type Scope } from '@/lib/scope';
import { addTasks, deleteTasks, listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import type { SaydoMessage } from '../message';
import { readAnswer } from '../test/read-answer';
import { type ScriptedStep, scriptedModel } from '../test/scripted-model';
import { loadThread } from '../thread';
import { type Answering, decide, edit, regenerate, say, stopAnswer } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
let conversationId: string;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
  conversationId = uuidv4();
});

const clock = testClock();
const { now } = clock;

function asker(scope: Scope, ...steps: ScriptedStep[]) {
  const model = scriptedModel(...steps);
  const chosen = { id: 'scripted', model };
  return { scope, db: test.db, now, readClock: async () => clock, chosen, model };
}

async function answered({ response, ended }: Answering): Promise<SaydoMessage> {
  const { message } = await readAnswer(response);
  await ended;
  return message;
}

/** Says something and gives the ids of the question and its answer. */
async function hear(text: string, ...steps: ScriptedStep[]) {
  const question = uuidv7();
  const message = { conversationId, messageId: question, text };
  const { id } = await answered(await say(asker(ann, ...steps), message));
  return { question, answer: id };
}

type Change = { takeBack?: boolean; scope?: Scope; id?: string };

async function editTo(
  replaces: string,
  text: string,
  steps: ScriptedStep[],
  { takeBack = false, scope = ann, id = uuidv7() }: Change = {},
) {
  const asking = asker(scope, ...steps);
  const message = { conversationId, messageId: id, text, replaces, takeBack };
  const answer = await answered(await edit(asking, message));
  return { question: id, answer: answer.id, prompts: asking.model.prompts };
}

async function again(
  replaces: string,
  steps: ScriptedStep[],
  { takeBack = false, scope = ann, id = uuidv7() }: Change = {},
) {
  const asking = asker(scope, ...steps);
  const wanted = { conversationId, answerId: id, replaces, takeBack };
  const answer = await answered(await regenerate(asking, wanted));
  return { answer: answer.id, prompts: asking.model.prompts };
}

const thread = async (scope = ann) =>
  (await loadThread(scope, conversationId, { limit: 100, now })).messages;

/** What the conversation shows, in words. */
const shown = async () => (await thread()).map(textOf);

function textOf({ parts }: SaydoMessage): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

const adding = (...titles: string[]): ScriptedStep => ({
  calls: [{ name: 'add_task', input: { tasks: titles.map((title) => ({ title })) } }],
});

const openTitles = async () =>
  (await listTasks(ann, {}, clock)).tasks.map(({ title }) => title).sort();

const counted = async () => {
  const [row] = await ann.run((tx) =>
    tx.select().from(conversationMetadata).where(eq(conversationMetadata.userId, ann.userId)),
  );
  return row?.messageCount;
};

describe('an earlier message that is said anew', () => {
  it('takes its conversation out of the archive, as any message does', async () => {
    const { question } = await hear('apples', { text: 'Apples.' });
    await archiveConversation(ann, conversationId, true, now);
    await editTo(question, 'pears', [{ text: 'Pears.' }]);
    expect(await getConversation(ann, conversationId)).toMatchObject({
      archivedAt: null,
      readAt: now,
    });
  });

  it('takes the place of the old one and what followed it, which are kept', async () => {
    const first = await hear('apples', { text: 'Apples.' });
    await hear('bananas', { text: 'Bananas.' });
    await hear('cherries', { text: 'Cherries.' });
    const second = await editTo(first.question, 'uno', [{ text: 'Uno.' }]);
    expect(await shown()).toEqual(['uno', 'Uno.']);
    // The model was told of neither the old version nor what followed it.
    expect(second.prompts.join()).not.toMatch(/apples|bananas|cherries/i);
    const [question] = await thread();
    expect(question?.metadata?.versions).toEqual({ place: 2, of: 2, previous: first.question });
    const kept = await ann.run((tx) =>
      tx.select().from(messages).where(eq(messages.conversationId, conversationId)),
    );
    expect(kept).toHaveLength(8);
    expect(await counted()).toBe(8);
    await hear('quattro', { text: 'Quattro.' });
    expect(await shown()).toEqual(['uno', 'Uno.', 'quattro', 'Quattro.']);
  });

  it('in the middle keeps what came before it, and may be said anew once more', async () => {
    await hear('one', { text: 'One.' });
    const second = await hear('two', { text: 'Two.' });
    const third = await editTo(second.question, 'due', [{ text: 'Due.' }]);
    const fourth = await editTo(third.question, 'zwei', [{ text: 'Zwei.' }]);
    expect(await shown()).toEqual(['one', 'One.', 'zwei', 'Zwei.']);
    expect(fourth.prompts.join()).toContain('One.');
    const versions = (await thread()).map(({ metadata }) => metadata?.versions);
    expect(versions).toEqual([
      undefined,
      undefined,
      { place: 3, of: 3, previous: third.question },
      undefined,
    ]);
  });

  it('leaves what was done unless that is taken back', async () => {
    const first = await hear('add milk', adding('Milk'), { text: 'Done.' });
    await hear('add eggs', adding('Eggs'), { text: 'Done.' });
    const second = await editTo(first.question, 'add oat milk', [
      adding('Oat milk'),
      { text: 'Done.' },
    ]);
    expect(await openTitles()).toEqual(['Eggs', 'Milk', 'Oat milk']);
    await editTo(second.question, 'add soy milk', [adding('Soy milk'), { text: 'Done.' }], {
      takeBack: true,
    });
    // Only what the replaced answers did: the older ones were left standing.
    expect(await openTitles()).toEqual(['Eggs', 'Milk', 'Soy milk']);
  });

  it('takes back all that followed it, newest first', async () => {
    const first = await hear('add milk', adding('Milk'), { text: 'Done.' });
    const [milk] = (await listTasks(ann, {}, clock)).tasks;
    const renaming = (title: string): ScriptedStep => ({
      calls: [{ name: 'update_task', input: { tasks: [{ id: milk?.id, title }] } }],
    });
    await hear('oat', renaming('Oat milk'), { text: 'Done.' });
    await hear('soy', renaming('Soy milk'), { text: 'Done.' });
    await editTo(first.question, 'never mind', [{ text: 'Fine.' }], { takeBack: true });
    expect(await openTitles()).toEqual([]);
  });

  it('takes back as far as can be: what was changed by hand since stays', async () => {
    const first = await hear('add two', adding('Milk', 'Eggs'), { text: 'Done.' });
    const eggs = (await listTasks(ann, {}, clock)).tasks.find(({ title }) => title === 'Eggs');
    await deleteTasks(ann, { actor: 'user', batchId: uuidv7(), clock }, [eggs?.id ?? '']);
    await editTo(first.question, 'hello', [{ text: 'Hello.' }], { takeBack: true });
    expect(await openTitles()).toEqual([]);
    expect((await listTasks(ann, { status: 'deleted' }, clock)).tasks).toHaveLength(2);
  });

  it('brings back what a replaced answer had undone, but not what the replaced ones did', async () => {
    await hear('add milk', adding('Milk'), { text: 'Done.' });
    const undoing = { calls: [{ name: 'undo', input: {} }] };
    const second = await hear('undo', undoing, { text: 'Undone.' });
    expect(await openTitles()).toEqual([]);
    await editTo(second.question, 'hello', [{ text: 'Hello.' }], { takeBack: true });
    expect(await openTitles()).toEqual(['Milk']);

    const third = await hear('add tea', adding('Tea'), { text: 'Done.' });
    await hear('undo', undoing, { text: 'Undone.' });
    await editTo(third.question, 'hello', [{ text: 'Hello.' }], { takeBack: true });
    expect(await openTitles()).toEqual(['Milk']);
  });

  it('sent again is the same version: nothing is taken back or done twice', async () => {
    const first = await hear('add milk', adding('Milk'), { text: 'Done.' });
    const id = uuidv7();
    const change = { takeBack: true, id };
    const once = await editTo(
      first.question,
      'add tea',
      [adding('Tea'), { text: 'Done.' }],
      change,
    );
    const twice = await editTo(first.question, 'add tea', [], change);
    expect(twice).toEqual({ ...once, prompts: [] });
    expect(await openTitles()).toEqual(['Tea']);
    expect(await counted()).toBe(4);
    await expect(editTo(first.question, 'add cocoa', [], change)).rejects.toMatchObject({
      status: 409,
    });
    expect((await thread())[0]?.metadata?.versions).toMatchObject({ place: 2, of: 2 });
  });

  it('goes on where its answer broke off, as any message does', async () => {
    const first = await hear('one', { text: 'One.' });
    const id = uuidv7();
    await editTo(first.question, 'uno', [{ text: 'Un', fault: new Error('cut') }], { id });
    await editTo(first.question, 'uno', [{ text: 'Uno.' }], { id });
    expect(await shown()).toEqual(['uno', 'Uno.']);
    expect(await counted()).toBe(4);
  });

  it('works for a message that never got an answer', async () => {
    const first = await hear('one', { text: 'One.' });
    await ann.run((tx) => tx.delete(messages).where(eq(messages.id, first.answer)));
    await editTo(first.question, 'uno', [{ text: 'Uno.' }]);
    expect(await shown()).toEqual(['uno', 'Uno.']);
  });

  it('drops the approval that waited', async () => {
    const ids = await addTwo();
    const first = await hear('delete both', {
      calls: [{ id: 'del', name: 'delete_task', input: { ids } }],
    });
    const part = (await thread())[1]?.parts.find((part) => part.type === 'tool-delete_task');
    if (part?.state !== 'approval-requested') throw new Error('Nothing was asked.');
    await editTo(first.question, 'wait', [{ text: 'Fine.' }]);
    const decision = { conversationId, approvalId: part.approval.id, approved: true };
    await expect(decide(asker(ann), decision)).rejects.toMatchObject({ status: 409 });
    expect(await openTitles()).toEqual(['A', 'B']);
  });
});

describe('an answer that is asked for once more', () => {
  it('stands beside the old one, under the same question', async () => {
    const first = await hear('joke', { text: 'A poor one.' });
    await hear('another', { text: 'Worse.' });
    const second = await again(first.answer, [{ text: 'A good one.' }]);
    expect(await shown()).toEqual(['joke', 'A good one.']);
    expect(second.prompts.join()).not.toMatch(/poor|Worse/);
    const [, answer] = await thread();
    expect(answer?.metadata?.versions).toEqual({ place: 2, of: 2, previous: first.answer });
    expect(answer?.id).toBe(second.answer);
    expect(await counted()).toBe(5);
  });

  it('takes back what the old one did when that is wished', async () => {
    const first = await hear('add milk', adding('Milk'), { text: 'Done.' });
    const steps = [adding('Milk'), { text: 'Done again.' }];
    const second = await again(first.answer, steps, { takeBack: true });
    expect(await openTitles()).toEqual(['Milk']);
    await again(second.answer, steps);
    expect(await openTitles()).toEqual(['Milk', 'Milk']);
  });

  it('sent again is the same answer, and goes on where it broke off', async () => {
    const first = await hear('add milk', adding('Milk'), { text: 'Done.' });
    const change = { takeBack: true, id: uuidv7() };
    const broken = [adding('Milk'), { text: 'I', fault: new Error('cut') }];
    await again(first.answer, broken, change);
    await again(first.answer, [{ text: 'Done.' }], change);
    await again(first.answer, [], change);
    expect(await openTitles()).toEqual(['Milk']);
    expect(await shown()).toEqual(['add milk', 'Done.']);
    expect(await counted()).toBe(3);
  });

  it('counts towards the limit of answers in a minute, whatever its id says', async () => {
    let { answer } = await hear('joke', { text: 'One.' });
    for (let turn = 1; turn < 30; turn += 1) {
      // The first bytes of such an id are a time long ago.
      const id = uuidv4().replace(/^.{8}/, '00000000');
      ({ answer } = await again(answer, [{ text: 'Another.' }], { id }));
    }
    await expect(again(answer, [])).rejects.toMatchObject({ status: 429 });
  });
});

describe('a version', () => {
  it('is refused of what is not shown, of the wrong role, and of another conversation', async () => {
    const first = await hear('one', { text: 'One.' });
    await editTo(first.question, 'uno', [{ text: 'Uno.' }]);
    const refused = (status: number) => ({ status });
    await expect(editTo(first.question, 'ein', [])).rejects.toMatchObject(refused(409));
    await expect(again(first.answer, [])).rejects.toMatchObject(refused(409));
    await expect(editTo(first.answer, 'ein', [])).rejects.toMatchObject(refused(404));
    await expect(again(first.question, [])).rejects.toMatchObject(refused(404));
    await expect(editTo(uuidv7(), 'ein', [])).rejects.toMatchObject(refused(404));
    const [question, answer] = await thread();
    await expect(editTo(question?.id ?? '', 'uno', [], { id: question?.id })).rejects.toMatchObject(
      refused(409),
    );
    conversationId = uuidv7();
    await hear('elsewhere', { text: 'Yes.' });
    await expect(editTo(question?.id ?? '', 'ein', [])).rejects.toMatchObject(refused(404));
    await expect(again(answer?.id ?? '', [])).rejects.toMatchObject(refused(404));
    expect(await shown()).toEqual(['elsewhere', 'Yes.']);
  });

  it("of Ann's message can't be made by Bob, in her conversation or in his own", async () => {
    const first = await hear('one', adding('Milk'), { text: 'One.' });
    const stranger = { scope: bob, takeBack: true };
    await expect(editTo(first.question, 'x', [], stranger)).rejects.toMatchObject({ status: 404 });
    await expect(again(first.answer, [], stranger)).rejects.toMatchObject({ status: 404 });
    const own = { conversationId, messageId: uuidv7(), text: 'mine' };
    await answered(await say(asker(bob, { text: 'Yours.' }), own));
    await expect(editTo(first.question, 'x', [], stranger)).rejects.toMatchObject({ status: 404 });
    await expect(again(first.answer, [], stranger)).rejects.toMatchObject({ status: 404 });
    expect(await openTitles()).toEqual(['Milk']);
    expect(await shown()).toEqual(['one', 'One.']);
  });

  it('waits until the running answer has ended', async () => {
    const first = await hear('one', { text: 'One.' });
    const running = await say(asker(ann, { text: 'Thinking ', waits: true }), {
      conversationId,
      messageId: uuidv7(),
      text: 'think',
    });
    await expect(editTo(first.question, 'x', [])).rejects.toMatchObject({ status: 409 });
    await expect(again(first.answer, [])).rejects.toMatchObject({ status: 409 });
    expect(await shown()).toHaveLength(4);
    await stopAnswer(ann, conversationId, now);
    await answered(running);
    await editTo(first.question, 'uno', [{ text: 'Uno.' }]);
    expect(await shown()).toEqual(['uno', 'Uno.']);
  });

  it('made in two tabs at once is made in one of them', async () => {
    const first = await hear('one', { text: 'One.' });
    const both = await Promise.allSettled([
      editTo(first.question, 'uno', [{ text: 'Uno.' }]),
      editTo(first.question, 'ein', [{ text: 'Eins.' }]),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await shown()).toHaveLength(2);
  });
});

async function addTwo(): Promise<string[]> {
  const click = { actor: 'user' as const, batchId: uuidv7(), clock };
  const { tasks } = await addTasks(ann, click, [{ title: 'A' }, { title: 'B' }]);
  return tasks.map(({ id }) => id);
}
