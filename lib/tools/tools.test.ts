import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { affectedBy } from './call';
import { tools } from './index';

describe('the registry', () => {
  it('lists the tools in the order that every consumer shows', () => {
    expect(tools.map(({ name }) => name)).toEqual([
      'list_tasks',
      'get_task',
      'add_task',
      'update_task',
      'reschedule_task',
      'complete_task',
      'skip_task',
      'reopen_task',
      'delete_task',
      'restore_task',
      'undo',
      'task_history',
      'set_preference',
    ]);
  });

  it('says of each tool what it does to the data, and that it reaches nothing else', () => {
    const hints = Object.fromEntries(
      tools.map(({ name, annotations: { readOnlyHint, destructiveHint, idempotentHint } }) => [
        name,
        [readOnlyHint && 'reads', destructiveHint && 'destructive', idempotentHint && 'idempotent']
          .filter(Boolean)
          .join(' '),
      ]),
    );
    expect(hints).toEqual({
      list_tasks: 'reads idempotent',
      get_task: 'reads idempotent',
      add_task: '',
      update_task: 'destructive idempotent',
      reschedule_task: 'destructive',
      complete_task: 'destructive idempotent',
      skip_task: 'destructive',
      reopen_task: 'destructive idempotent',
      delete_task: 'destructive idempotent',
      restore_task: 'destructive idempotent',
      undo: 'destructive',
      task_history: 'reads idempotent',
      set_preference: 'destructive idempotent',
    });
    for (const tool of tools) expect(tool.annotations.openWorldHint).toBe(false);
  });

  it.each(tools.map((tool) => [tool.name, tool] as const))(
    '%s has a title, a description, and strict schemas that are plain JSON schema',
    (_name, tool) => {
      expect(tool.title.length).toBeGreaterThan(3);
      expect(tool.description.length).toBeGreaterThan(10);
      for (const schema of [
        z.toJSONSchema(tool.input, { io: 'input' }),
        z.toJSONSchema(tool.output),
      ]) {
        expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
      }
      const unknown = tool.input.safeParse({ colour: 'red' });
      expect(JSON.stringify(unknown.error?.issues)).toContain('colour');
    },
  );
});

describe('inputs', () => {
  const accepts = (name: string, input: unknown) =>
    tools.find((tool) => tool.name === name)?.input.safeParse(input).success;

  it.each([
    ['a title of spaces', { tasks: [{ title: '   ' }] }],
    ['a title nobody can see', { tasks: [{ title: '\u200b\u2060' }] }],
    ['a title of 501 characters', { tasks: [{ title: 'x'.repeat(501) }] }],
    ['a NUL in the title', { tasks: [{ title: 'a\0b' }] }],
    ['half of a surrogate pair', { tasks: [{ title: 'a\ud83d' }] }],
    ['the 30th of February', { tasks: [{ title: 'x', due_date: '2026-02-30' }] }],
    ['a date in words', { tasks: [{ title: 'x', due_date: 'tomorrow' }] }],
    ['25 o’clock', { tasks: [{ title: 'x', due_date: '2026-01-01', due_time: '25:00' }] }],
    ['the year 0', { tasks: [{ title: 'x', due_date: '0000-01-01' }] }],
    ['a zone that is none', { tasks: [{ title: 'x', time_zone: 'Mars/Olympus' }] }],
    ['an offset for a zone', { tasks: [{ title: 'x', time_zone: '+02:00' }] }],
    ['no task', { tasks: [] }],
    ['51 tasks', { tasks: Array.from({ length: 51 }, () => ({ title: 'x' })) }],
  ])('add_task refuses %s', (_name, input) => {
    expect(accepts('add_task', input)).toBe(false);
  });

  it.each([
    'Buy 🥛 and 👩‍👩‍👧‍👦',
    'לקנות חלב',
    'اشتر الحليب',
    '<b>bold</b>',
    'tomorrow',
    'DROP TABLE tasks;--',
  ])('add_task takes %s as a title like any other', (title) => {
    expect(accepts('add_task', { tasks: [{ title }] })).toBe(true);
  });

  it('update_task and reschedule_task clear with the word none, and want something to do', () => {
    const id = crypto.randomUUID();
    expect(accepts('update_task', { tasks: [{ id, due_date: 'none', due_time: 'none' }] })).toBe(
      true,
    );
    expect(accepts('reschedule_task', { tasks: [{ id }] })).toBe(false);
    expect(
      accepts('reschedule_task', { tasks: [{ id, due_date: '2026-01-01', shift_days: 1 }] }),
    ).toBe(false);
    expect(accepts('complete_task', { ids: ['2'] })).toBe(false);
    const twice = [
      { id, title: 'a' },
      { id: id.toUpperCase(), title: 'b' },
    ];
    expect(accepts('update_task', { tasks: twice })).toBe(false);
  });
});

describe('set_preference', () => {
  const accepts = (input: unknown) =>
    tools.find(({ name }) => name === 'set_preference')?.input.safeParse(input).success;

  it('wants one of the readings, and no other', () => {
    expect(accepts({ next_weekday: 'after' })).toBe(true);
    expect(accepts({ date_order: 'dmy', next_weekday: 'nearest' })).toBe(true);
    expect(accepts({})).toBe(false);
    expect(accepts({ next_weekday: 'last' })).toBe(false);
    expect(accepts({ theme: 'dark' })).toBe(false);
  });
});

describe('what a call affects', () => {
  it('is known for writes, and nothing for reads and inputs that are wrong', () => {
    const id = crypto.randomUUID();
    expect(affectedBy('delete_task', { ids: [id] })).toEqual({ changed: [], deleted: [id] });
    expect(affectedBy('update_task', { tasks: [{ id, title: 'x' }] })).toEqual({
      changed: [id],
      deleted: [],
    });
    expect(affectedBy('list_tasks', {})).toEqual({ changed: [], deleted: [] });
    expect(affectedBy('delete_task', { ids: 'all' })).toEqual({ changed: [], deleted: [] });
    expect(affectedBy('no_such_tool', {})).toEqual({ changed: [], deleted: [] });
  });
});
