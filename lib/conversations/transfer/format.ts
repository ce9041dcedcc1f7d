import { z } from 'zod';

/** What a file of conversations calls itself, and the version of what is in it. */
export const KIND = 'saydo.conversations';
export const VERSION = 1;

const DAY = 24 * 60 * 60 * 1000;

/** A file of conversations; each of them is checked by itself, with `transferredConversation`. */
export const transferFile = z.strictObject({
  kind: z.literal(KIND, 'This is not a file of conversations that Saydo exported.'),
  version: z.literal(VERSION, `Only version ${VERSION} of these files can be read here.`),
  exported_at: z.iso.datetime(),
  conversations: z.array(z.unknown()),
});

/**
 * One conversation in a file, version 1. Instants are ISO 8601 in UTC. Ids are references within
 * the file and nothing else. What can be stored at all is checked before this (reading/scan.ts).
 */
export function transferredConversation(now: Date) {
  const moment = z.iso.datetime('Expected an instant such as 2026-11-22T09:00:00.000Z.').refine(
    // A tolerance for clocks that run ahead: a later message would come after everything new.
    (text) => Date.parse(text) >= 0 && Date.parse(text) <= now.getTime() + DAY,
    'Expected an instant between 1970 and now.',
  );

  const rating = z.strictObject({
    value: z.union([z.literal(1), z.literal(-1)]),
    note: text(2000),
    created_at: moment,
    updated_at: moment,
  });

  const toolCall = z.strictObject({
    call_id: z.string().min(1).max(200),
    step: z.int().min(0).max(100_000),
    content_offset: z.int().min(0),
    tool_name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'Expected the name of a tool.'),
    input: z.unknown(),
    output: z.unknown(),
    state: z.enum(['pending_approval', 'running', 'succeeded', 'failed', 'denied']),
    action_taken: text(50_000).nullable(),
    error: text(50_000).nullable(),
    started_at: moment,
    finished_at: moment.nullable(),
  });

  const message = z
    .strictObject({
      id: reference,
      parent: reference.nullable(),
      role: z.enum(['user', 'assistant']),
      status: z.enum(['complete', 'stopped', 'interrupted', 'failed']),
      content: text(200_000),
      model: text(200).nullable(),
      input_tokens: count.nullable(),
      output_tokens: count.nullable(),
      error: text(50_000).nullable(),
      created_at: moment,
      finished_at: moment.nullable(),
      active: z.boolean(),
      tool_calls: toFirstFault(toolCall),
      rating: rating.nullable(),
    })
    .refine(({ role, status }) => role === 'assistant' || status === 'complete', {
      error: 'What a person said is complete.',
      path: ['status'],
    })
    .refine(({ role, content }) => role === 'assistant' || notBlank.test(content), {
      error: 'What a person said is never blank.',
      path: ['content'],
    })
    .refine(({ role, tool_calls }) => role === 'assistant' || tool_calls.length === 0, {
      error: 'Only the assistant uses tools.',
      path: ['tool_calls'],
    })
    .refine(({ content, tool_calls }) => tool_calls.every(standsIn(content)), {
      error: 'A tool call stands behind the end of the text.',
      path: ['tool_calls'],
    })
    .refine(({ tool_calls }) => areDifferent(tool_calls.map((call) => call.call_id)), {
      error: 'Two tool calls have the same id.',
      path: ['tool_calls'],
    });

  return z
    .strictObject({
      id: reference,
      title: text(200),
      titled_by: z.enum(['words', 'model', 'person']),
      created_at: moment,
      updated_at: moment,
      pinned_at: moment.nullable(),
      archived_at: moment.nullable(),
      messages: toFirstFault(message),
    })
    .refine(({ messages }) => areDifferent(messages.map(({ id }) => id)), {
      error: 'Two messages have the same id.',
      path: ['messages'],
    });
}

export type TransferredConversation = z.infer<ReturnType<typeof transferredConversation>>;
export type TransferredMessage = TransferredConversation['messages'][number];
export type TransferredCall = TransferredMessage['tool_calls'][number];

/** A list that is checked up to its first fault: one that is wrong all along would have millions. */
function toFirstFault<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).transform((values, context) => {
    const checked: z.output<Item>[] = [];
    for (const [place, value] of values.entries()) {
      const result = item.safeParse(value);
      if (result.success) checked.push(result.data);
      else {
        const [first] = result.error.issues;
        const path = [place, ...(first?.path ?? [])];
        context.addIssue({ code: 'custom', message: first?.message ?? 'Not as expected.', path });
        return z.NEVER;
      }
    }
    return checked;
  });
}

const reference = z.string().min(1).max(100);
const count = z.int().min(0).max(2_147_483_647);
const notBlank = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

/** A text of at most `max` characters, counted as Postgres counts them: a pair of surrogates is one. */
function text(max: number) {
  return z
    .string()
    .refine(
      (value) => value.length <= max || (value.length <= 2 * max && [...value].length <= max),
      `At most ${max} characters.`,
    );
}

function standsIn(content: string) {
  return (call: { content_offset: number }) => call.content_offset <= content.length;
}

function areDifferent(ids: string[]): boolean {
  return new Set(ids).size === ids.length;
}
