import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { HEARTBEAT_LIMIT } from '@/lib/conversations';
import { asking, type Script, wordsOf } from './model.ts';
import { type Message, newMessage, type Person, type Running, wordsIn } from './person.ts';

/** A message that asks for tasks, with what its reader has seen of the answer. */
export type Turn = Running & { person: Person; script: Script; message: Message };

/** Text is saved once a second; the rest is for a machine that is busy while it saves. */
const MOST_LOST = 1000 + 500;

/** Says something that is answered in about `ms`, with a task of its own after each part of it. */
export function beginTurn(person: Person, at: string, { tasks = 3, ms = 3000 } = {}): Turn {
  const key = randomUUID().slice(0, 8);
  const pace = 50;
  const script: Script = {
    key,
    titles: Array.from({ length: tasks }, (_, n) => `Task ${key}-${n}`),
    words: Math.round(ms / pace / (tasks + 1)),
    pace,
  };
  const message = newMessage(asking(script));
  return { person, script, message, ...person.say(at, message) };
}

/** What is stored of a turn. */
export async function storedTurn({ person, message }: Turn, at: string) {
  const messages = await person.messages(at, message.conversationId);
  const question = messages.find(({ id }) => id === message.messageId);
  const answer = messages.findLast(({ role }) => role === 'assistant');
  return { question, answer };
}

/** Everything that a turn which broke off at `brokeAt` must have kept, and nothing of it twice. */
export async function expectKept(turn: Turn, at: string, brokeAt: number) {
  const { question, answer } = await storedTurn(turn, at);
  if (turn.reading.status === 200) {
    expect(question, 'a message that was answered with 200 is stored').toBeDefined();
    expect(answer, 'its answer is stored').toBeDefined();
  }
  if (!answer) return 0;
  const status = answer.metadata?.status;
  expect(status, 'the answer has ended').not.toBe('streaming');
  if (turn.reading.ended) expect(status, 'as its reader was told').toBe(turn.reading.ended);
  expectInOrder(answer, turn.script);
  const stored = new Set(wordsIn(answer));
  const lost = turn.reading.words.filter(({ word }) => !stored.has(word));
  const oldest = Math.max(0, ...lost.map(({ at: seen }) => brokeAt - seen));
  expect(
    oldest,
    `ms of text that were read and are lost: ${lost.map((l) => l.word).join(' ')}`,
  ).toBeLessThanOrEqual(MOST_LOST);
  return oldest;
}

/** Sends the message again, as Retry does, until its answer is complete. */
export async function retryToTheEnd(turn: Turn, at: string) {
  const deadline = performance.now() + HEARTBEAT_LIMIT + 40_000;
  for (;;) {
    const { ended, status } = await turn.person.say(at, turn.message).over;
    if (ended === 'complete') break;
    if (performance.now() > deadline)
      throw new Error(`Retry goes on being answered ${status}, and the answer is ${ended}.`);
    await sleep(1000);
  }
}

/** A turn that is through, however often it was begun: each word once, each task once. */
export async function expectDoneOnce(turn: Turn, at: string) {
  await expectNothingTwice(turn, at);
  const { answer } = await storedTurn(turn, at);
  expect(wordsIn(answer), 'every word of the answer').toEqual(wordsOf(turn.script));
  expect(titlesAdded(answer), 'every task').toEqual(turn.script.titles);
}

/** A turn that is through, and may have given up a task: the answer tells of each that there is. */
export async function expectNothingTwice(turn: Turn, at: string) {
  const { answer } = await storedTurn(turn, at);
  expect(answer?.metadata?.status).toBe('complete');
  if (answer) expectInOrder(answer, turn.script);
  const titles = await turn.person.titles(at);
  const own = titles.filter((title) => title.includes(turn.script.key));
  expect(own.toSorted(), 'the tasks there are').toEqual(titlesAdded(answer));
}

/** The titles that an answer says it has added. */
function titlesAdded(answer: SaydoMessage | undefined): string[] {
  return (answer?.parts ?? []).flatMap((part) =>
    part.type === 'tool-add_task' && part.state === 'output-available'
      ? part.output.tasks.map(({ title }) => title)
      : [],
  );
}

/** The words of an answer come in their order and none comes twice. */
function expectInOrder(answer: SaydoMessage, script: Script) {
  const words = wordsIn(answer);
  const all = wordsOf(script);
  expect(all.filter((word) => words.includes(word))).toEqual(words);
}
