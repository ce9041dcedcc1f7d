import { describe, expect, it } from 'vitest';
import { testClock } from '@/lib/test-clock';
import { type Intent, secondOpinion } from './second-opinion';

/** Sunday 22 November 2026. */
const clock = testClock();
const add = (fields: Record<string, unknown>): Intent => ({
  toolName: 'add_task',
  input: { tasks: [{ title: 'x', ...fields }] },
});
const move = (due_date: string): Intent => ({
  toolName: 'reschedule_task',
  input: { tasks: [{ id: 'a', due_date }] },
});
const opinion = (sentence: string, intent: Intent, made: Intent[] = []) =>
  secondOpinion(sentence, intent, made, clock);

describe('a second opinion', () => {
  it.each([
    ['dentist on friday', add({ due_date: '2026-11-26' })],
    ['add dentist tomorrow at 3pm', add({ due_date: '2026-11-22' })],
    ['move the dentist to dec 3', move('2026-12-02')],
    ['tax report due friday #work', add({ due_date: '2026-11-28' })],
    ['water the plants every monday', add({ recurrence: 'FREQ=WEEKLY;BYDAY=TU' })],
  ])('objects, and stays so, when “%s” plainly says another day', (sentence, intent) => {
    expect(opinion(sentence, intent)).toMatchObject({ mayInsist: false });
  });

  it.each([
    ['the dentist is on friday, remind me some time before', add({ due_date: '2026-11-26' })],
    ['call mum next friday', add({ due_date: '2026-11-26' })],
    ['not on friday, a bit later', move('2026-11-30')],
  ])('only asks to make sure where “%s” could mean something else', (sentence, intent) => {
    expect(opinion(sentence, intent)).toMatchObject({ mayInsist: true });
  });

  it.each([
    ['yes please', move('2026-12-03')],
    ['make the friday report due when we said', move('2026-12-04')],
    ['the same day as the dentist', move('2026-12-03')],
    ['dentist on friday', add({ due_date: '2026-11-27' })],
    ['call mum next friday', add({ due_date: '2026-12-04' })],
    ['move it from today to the 3rd', move('2026-12-03')],
    ['milk tomorrow and dentist on friday', add({ due_date: '2026-11-28' })],
    ['standup every weekday', add({ recurrence: 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR' })],
    ['dentist on friday', add({ due_date: 'none' })],
    ['dentist on friday', { toolName: 'complete_task', input: { ids: ['a'] } }],
    ['dentist on friday', { toolName: 'add_task', input: 'nonsense' }],
  ])('leaves “%s” to the model', (sentence, intent) => {
    expect(opinion(sentence, intent)).toBeNull();
  });

  it('is content when the day was written by this call or one before it', () => {
    const both = {
      toolName: 'add_task',
      input: { tasks: [{ due_date: '2026-11-27' }, { due_date: '2026-11-25' }] },
    };
    expect(secondOpinion('dentist on friday', both, [], clock)).toBeNull();
    const made = [add({ due_date: '2026-11-27' })];
    expect(opinion('dentist on friday', add({ due_date: '2026-11-25' }), made)).toBeNull();
  });

  it('says both readings with their weekdays', () => {
    expect(opinion('dentist on friday', add({ due_date: '2026-11-26' }))).toEqual({
      error:
        'The person said “on friday”, which is Fri 27 Nov 2026; this call says Thu 26 Nov 2026. Nothing was written.',
      try_next: 'send it again with 2026-11-27, or ask which day is meant.',
      mayInsist: false,
    });
  });
});
