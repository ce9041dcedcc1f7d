import { describe, expect, it } from 'vitest';
import { listTasks } from '@/lib/tasks';
import { clock, hear, idsOf, setUpTalk, storedCalls } from '../test/talk';

const talk = setUpTalk();

/** Sunday 22 November 2026. */
const dentist = (due_date: string) => ({
  calls: [{ name: 'add_task', input: { tasks: [{ title: 'Dentist', due_date }] } }],
});
const dueDates = async () =>
  (await listTasks(talk.ann, {}, clock)).tasks.map(({ due_date }) => due_date);

describe('a model that writes another day than the person said', () => {
  it('is told both readings and writes nothing, until it writes the right one', async () => {
    const { prompts } = await hear(
      talk,
      talk.ann,
      'add dentist on friday',
      dentist('2026-11-26'),
      dentist('2026-11-26'),
      dentist('2026-11-27'),
      { text: 'Added.' },
    );
    expect(prompts.at(1)).toContain('which is Fri 27 Nov 2026; this call says Thu 26 Nov 2026');
    expect(prompts.at(1)).toContain('Try next: send it again with 2026-11-27');
    expect((await storedCalls(talk.ann)).map(({ state }) => state).sort()).toEqual([
      'failed',
      'failed',
      'succeeded',
    ]);
    expect(await dueDates()).toEqual(['2026-11-27']);
  });

  it('may insist where the sentence leaves room for it', async () => {
    const sentence = 'my dentist is on friday, put packing some time before it';
    await hear(talk, talk.ann, sentence, dentist('2026-11-25'), dentist('2026-11-25'), {
      text: 'Added.',
    });
    expect(await dueDates()).toEqual(['2026-11-25']);
  });

  it('is believed about what was said in an earlier turn', async () => {
    await hear(talk, talk.ann, 'dentist on friday', { text: 'At what time?' });
    await hear(talk, talk.ann, 'at nine, please', dentist('2026-11-27'), { text: 'Added.' });
    expect(await dueDates()).toEqual(['2026-11-27']);
  });

  it('is corrected when it moves a task, too', async () => {
    const [id = ''] = await idsOf(talk.ann, 'Dentist');
    const move = (due_date: string) => ({
      calls: [{ name: 'reschedule_task', input: { tasks: [{ id, due_date }] } }],
    });
    await hear(talk, talk.ann, 'move the dentist to tomorrow', move('2026-11-24'), {
      text: 'I could not.',
    });
    expect(await dueDates()).toEqual([null]);
  });
});
