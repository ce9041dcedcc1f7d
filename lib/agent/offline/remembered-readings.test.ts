import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/test-database';
import { getPreferences, savePreferences } from '@/lib/account/preferences';
import { testClock } from '@/lib/test-clock';
import { converse, startConversation } from './test-conversation';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

// It is Sunday 22 November 2026, 10:00.
describe('“next friday”', () => {
  it('is the one after from then on, for the person who said so and nobody else', async () => {
    const ann = await startConversation(test.db, testClock());
    const bob = await startConversation(test.db, testClock());
    expect(await ann.say('gym next friday at 6pm')).toMatch(/Say “the week after”/);
    expect(await ann.say('the week after')).toBe('Moved **gym** to Fri 4 Dec, 18:00.');
    expect(ann.lastResult().output).toMatchObject({
      sentence: 'From now on, “next Friday” means the one after.',
      before: { next_weekday: 'nearest' },
    });
    expect(await ann.rows()).toEqual(['gym | 2026-12-04 18:00']);
    expect(await getPreferences(ann.scope)).toMatchObject({ nextWeekday: 'after' });
    expect(await ann.say('call mom next monday')).toMatch(/Say “the week before”/);
    expect(await bob.say('call mom next monday')).toMatch(/Say “the week after”/);
    expect((await ann.rows())[1]).toBe('call mom | 2026-11-30');
    expect(await bob.rows()).toEqual(['call mom | 2026-11-23']);
    expect(await getPreferences(bob.scope)).toMatchObject({ nextWeekday: 'nearest' });
  });

  it('is set once: what follows is read with it, and what was said before keeps its meaning', async () => {
    await converse(test.db, testClock(), [
      ['gym next friday', ['gym | 2026-11-27']],
      ['no, 4 december', ['gym | 2026-12-04']],
      ['actually 6pm', ['gym | 2026-12-04 18:00']],
      ['undo', ['gym | 2026-12-04']],
      ['move it to next saturday', ['gym | 2026-12-05'], /Say “the week before”/],
      ['the week before', ['gym | 2026-11-28']],
      ['pay rent next tuesday', ['gym | 2026-11-28', 'pay rent | 2026-11-24']],
    ]);
  });

  it('stays what it is for somebody who says something else', async () => {
    const person = await startConversation(test.db, testClock());
    await person.say('gym next friday');
    await person.say('make it high priority');
    expect(await person.rows()).toEqual(['gym | 2026-11-27 | high']);
    expect(await getPreferences(person.scope)).toMatchObject({ nextWeekday: 'nearest' });
  });

  it('moves with the task when that is moved', async () => {
    const person = await startConversation(test.db, testClock({ nextWeekday: 'after' }));
    await person.say('gym tomorrow');
    await person.say('move gym to next friday');
    expect(await person.rows()).toEqual(['gym | 2026-12-04']);
    expect((await person.say('the week before')).split('\n')[0]).toBe(
      'Moved **gym** to Fri 27 Nov.',
    );
    expect(await getPreferences(person.scope)).toMatchObject({ nextWeekday: 'nearest' });
  });
});

describe('a date in numbers, when the person never chose an order', () => {
  const unchosen = () => testClock({ dateOrder: 'mdy', dateOrderChosen: false });

  it('is asked about once, before anything is written, and then remembered', async () => {
    const ann = await startConversation(test.db, unchosen());
    expect(await ann.say('pay taxes 3/4')).toBe(
      'Which day is 3/4? Say “Sat 3 Apr 2027” or “Thu 4 Mar 2027”, and I’ll read such dates that way from now on.',
    );
    expect(await ann.rows()).toEqual([]);
    expect(await ann.say('Sat 3 Apr 2027')).toMatch(/^Added \*\*pay taxes\*\* for/);
    expect(await ann.rows()).toEqual(['pay taxes | 2027-04-03']);
    expect(await getPreferences(ann.scope)).toMatchObject({
      dateOrder: 'dmy',
      dateOrderChosen: true,
    });
    await ann.say('make it urgent');
    await ann.say('call mom 5/6');
    expect(await ann.rows()).toEqual(['pay taxes | 2027-04-03 | urgent', 'call mom | 2027-06-05']);
  });

  it('is not asked about again when the order is the one that was guessed', async () => {
    const person = await startConversation(test.db, unchosen());
    await person.say('pay taxes 3/4');
    await person.say('month first');
    expect(await person.rows()).toEqual(['pay taxes | 2027-03-04']);
    expect(await getPreferences(person.scope)).toMatchObject({
      dateOrder: 'mdy',
      dateOrderChosen: true,
    });
    await person.say('call mom 5/6');
    expect(await person.rows()).toHaveLength(2);
  });

  it('is asked about when a task is moved, too', async () => {
    await converse(test.db, unchosen(), [
      ['gym tomorrow', ['gym | 2026-11-23']],
      ['move gym to 3/4', ['gym | 2026-11-23'], 'Which day is 3/4'],
      ['4 march', ['gym | 2027-03-04'], 'Moved **gym** to'],
      ['move it to 5/6', ['gym | 2027-05-06']],
    ]);
  });

  it('is not asked about when only one order has it, or both mean one day', async () => {
    await converse(test.db, unchosen(), [
      ['pay taxes 3/25', ['pay taxes | 2027-03-25']],
      ['call mom 4/4', ['pay taxes | 2027-03-25', 'call mom | 2027-04-04']],
    ]);
  });

  it('can be left alone', async () => {
    const person = await startConversation(test.db, unchosen());
    await person.say('pay taxes 3/4');
    await person.say('never mind');
    expect(await person.rows()).toEqual([]);
    expect(await getPreferences(person.scope)).toMatchObject({ dateOrderChosen: false });
  });

  it('is not asked about when it was chosen in the settings', async () => {
    const person = await startConversation(test.db, unchosen());
    await savePreferences(person.scope, { dateOrder: 'dmy' });
    await person.say('pay taxes 3/4');
    expect(await person.rows()).toEqual(['pay taxes | 2027-04-03']);
  });

  it('is asked about before several things are changed at once, and all of them are kept', async () => {
    const person = await startConversation(test.db, testClock({ dateOrderChosen: false }));
    await person.say('pay rent');
    expect(await person.say('set the rent to low priority and due 3/4')).toMatch(
      /^Which day is 3\/4\? Say “Sat 3 Apr 2027” or “Thu 4 Mar 2027”/,
    );
    expect(await person.rows()).toEqual(['pay rent']);
    await person.say('Thu 4 Mar 2027');
    expect(await person.rows()).toEqual(['pay rent | 2027-03-04 | low']);
    expect(await getPreferences(person.scope)).toMatchObject({
      dateOrder: 'mdy',
      dateOrderChosen: true,
    });
    await person.say('set the rent to high priority and due 5/6');
    expect(await person.rows()).toEqual(['pay rent | 2027-05-06 | high']);
  });
});
