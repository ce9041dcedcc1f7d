import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Change } from '@/lib/changes';
import type { News } from './changes-stream';
import { setStage } from './test/stage';

/** A connection to the server: where it began, and what is told through it. */
type Stream = { since: string | null; tell: (news: News) => void; open: boolean };
const streams = vi.hoisted((): Stream[] => []);
vi.mock('./changes-stream', () => ({
  openChangesStream(since: string | null, tell: (news: News) => void) {
    const stream: Stream = { since, tell, open: true };
    streams.push(stream);
    return () => {
      stream.open = false;
    };
  },
}));

let stage: ReturnType<typeof setStage>;
let leaves: (() => void)[] = [];
let tests = 0;
/** Somebody of this test alone: tabs of a test before may not be quite gone. */
let ann = '';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  stage = setStage();
  streams.length = 0;
  tests += 1;
  ann = `ann ${tests}`;
});
afterEach(() => {
  for (const leave of leaves) leave();
  leaves = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A tab that has loaded the app: what it tells in there is separate from other tabs. */
async function openTab() {
  vi.resetModules();
  const { followChanges } = await import('./share-changes');
  return (userId: string) => {
    const told: Change[] = [];
    const leave = followChanges(userId, (change) => told.push(change));
    leaves.push(leave);
    return { told, leave };
  };
}

/** A tab with one listener. */
const openOne = async (userId = ann) => (await openTab())(userId);

/** Messages between tabs, and locks, take turns of the event loop. */
async function settle() {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The tab that leads, once it has begun to read. */
async function leading(nth = 0): Promise<Stream> {
  await settle();
  const stream = streams[nth];
  if (!stream) throw new Error('No tab reads.');
  return stream;
}

const all: Change = { topic: 'all' };
const tasks: Change = { topic: 'tasks' };

describe('tabs of one browser', () => {
  test('share one connection, and all are told what it tells', async () => {
    const [first, second] = [await openOne(), await openOne()];
    const stream = await leading();
    stream.tell({ cursor: '7', change: all });
    stream.tell({ cursor: '8', change: tasks });
    await settle();
    expect(first.told).toEqual([all, tasks]);
    expect(second.told).toEqual([all, tasks]);
    expect(streams).toHaveLength(1);
  });

  test('are told once that all may have changed, when they join one that reads', async () => {
    const first = await openOne();
    const stream = await leading();
    stream.tell({ cursor: '7', change: all });
    await settle();
    const late = await openOne();
    await settle();
    expect(late.told).toEqual([all]);
    // It comes to the front and asks again whether somebody reads.
    stage.show(true);
    stream.tell({ cursor: '8' });
    stream.tell({ cursor: '9', change: tasks });
    await settle();
    expect(late.told).toEqual([all, tasks]);
    expect(first.told).toEqual([all, tasks]);
  });

  test('go on where the one that read them was when it closes', async () => {
    const [first, second] = [await openOne(), await openOne()];
    const stream = await leading();
    stream.tell({ cursor: '7', change: all });
    await settle();
    first.leave();
    const next = await leading(1);
    expect(stream.open).toBe(false);
    expect(next.since).toBe('7');
    next.tell({ cursor: '8', change: tasks });
    await settle();
    expect(second.told).toEqual([all, tasks]);
    expect(first.told).toEqual([all]);
  });

  test('begin anew when the one that read them had heard nothing yet', async () => {
    const first = await openOne();
    await leading();
    const second = await openOne();
    await settle();
    first.leave();
    const next = await leading(1);
    expect(next.since).toBeNull();
    next.tell({ cursor: '7', change: all });
    expect(second.told).toEqual([all]);
  });

  test('take over from one that the system has put to sleep', async () => {
    const wakeUp = Promise.withResolvers<void>();
    const asleep = navigator.locks.request(`saydo changes of ${ann}`, () => wakeUp.promise);
    const robbed = expect(asleep).rejects.toThrow();
    await openOne();
    await settle();
    vi.advanceTimersByTime(2_900);
    await settle();
    expect(streams).toHaveLength(0);
    vi.advanceTimersByTime(200);
    expect((await leading()).since).toBeNull();
    await robbed;
    wakeUp.resolve();
  });

  test('leave the reading to one that is there, however long they look', async () => {
    await openOne();
    const stream = await leading();
    stream.tell({ cursor: '7', change: all });
    await openOne();
    await settle();
    vi.advanceTimersByTime(10_000);
    await settle();
    expect(streams).toHaveLength(1);
  });

  test('give way to one that took them for dead, and read again when that one is gone', async () => {
    const tab = await openOne();
    const stream = await leading();
    stream.tell({ cursor: '7', change: all });
    const done = Promise.withResolvers<void>();
    const thief = navigator.locks.request(
      `saydo changes of ${ann}`,
      { steal: true },
      () => done.promise,
    );
    await settle();
    expect(stream.open).toBe(false);
    expect(streams).toHaveLength(1);
    done.resolve();
    await thief;
    expect((await leading(1)).since).toBe('7');
    expect(tab.told).toEqual([all]);
  });

  test('tell somebody else nothing, who is signed in beside them', async () => {
    const bob = await openOne(`bob ${tests}`);
    await openOne();
    const [, stream] = [await leading(0), await leading(1)];
    stream.tell({ cursor: '7', change: tasks });
    await settle();
    expect(bob.told).toEqual([]);
  });
});

describe('in one tab', () => {
  test('a listener that comes late is told what was told in the last five seconds', async () => {
    const follow = await openTab();
    follow(ann);
    const stream = await leading();
    stream.tell({ cursor: '7', change: all });
    vi.advanceTimersByTime(3_000);
    stream.tell({ cursor: '8', change: tasks });
    vi.advanceTimersByTime(1_000);
    expect(follow(ann).told).toEqual([all, tasks]);
    vi.advanceTimersByTime(2_000);
    expect(follow(ann).told).toEqual([tasks]);
    vi.advanceTimersByTime(5_000);
    expect(follow(ann).told).toEqual([]);
  });

  test('all listeners share a connection, which ends with the last of them', async () => {
    const follow = await openTab();
    const [one, other] = [follow(ann), follow(ann)];
    const stream = await leading();
    one.leave();
    stream.tell({ cursor: '7', change: tasks });
    expect([one.told, other.told]).toEqual([[], [tasks]]);
    expect(stream.open).toBe(true);
    other.leave();
    await settle();
    expect(stream.open).toBe(false);
    expect(streams).toHaveLength(1);
  });
});

describe('where tabs can’t share', () => {
  test('one reads only while somebody sees it, and goes on where it was', async () => {
    vi.stubGlobal('navigator', {});
    const tab = await openOne();
    const first = await leading();
    first.tell({ cursor: '7', change: all });
    stage.show(false);
    expect(first.open).toBe(false);
    stage.show(true);
    expect(streams.map(({ since }) => since)).toEqual([null, '7']);
    tab.leave();
    expect(streams.some(({ open }) => open)).toBe(false);
    stage.show(true);
    expect(streams).toHaveLength(2);
    expect(tab.told).toEqual([all]);
  });
});
