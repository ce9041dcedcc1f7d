import { after } from 'next/server';
import { z } from 'zod';
import { getDatabase } from '@/db';
import { getClock } from '@/lib/account/preferences';
import { chooseModel } from '@/lib/agent/models';
import { type Answering, type Asker, decide, edit, regenerate, say } from '@/lib/agent/turn';
import { requireSameOrigin } from '@/lib/auth/origin';
import { requireScope } from '@/lib/auth/session';
import { HttpError, readJson, toResponse } from '@/lib/http';
import { uuid } from '@/lib/ids';
import type { Scope } from '@/lib/scope';
import { isStorable } from '@/lib/storable';

/** The longest message, in characters. */
const TEXT_LIMIT = 8_000;
/** Enough for the longest message in any script, escaped. */
const BODY_LIMIT = 64 * 1024;

const text = z
  .string()
  .regex(
    /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u,
    'Write something first: this message is blank.',
  )
  .refine(isStorable, {
    error: 'This message contains characters that cannot be stored.',
  });

const message = z.strictObject({
  id: uuid,
  role: z.literal('user', "Expected 'user': only you speak for yourself."),
  parts: z.tuple([z.strictObject({ type: z.literal('text'), text })]),
});

const takeBack = z.boolean('Say whether what the replaced answers did is undone: true or false.');

const body = z.union([
  z.strictObject({ id: uuid, message }),
  z.strictObject({ id: uuid, message, replaces: uuid, take_back: takeBack }),
  z.strictObject({
    id: uuid,
    regenerate: z.strictObject({ answer: uuid, id: uuid, take_back: takeBack }),
  }),
  z.strictObject({ id: uuid, approval: z.strictObject({ id: uuid, approved: z.boolean() }) }),
]);

/**
 * Says something, says it anew, asks for another answer, or decides about what waits; answers with
 * the AI SDK's UI message stream.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request);
    const { scope } = await requireScope(request);
    const input = await readJson(request, body, BODY_LIMIT);
    const now = new Date();
    const asker = {
      scope,
      db: getDatabase(),
      now,
      readClock: (inTurn: Scope) => getClock(inTurn, now),
      chosen: chooseModel(),
    };
    const { response, ended } = await begin(asker, input);
    // Where a platform freezes the process after the response, this keeps it until the end.
    after(ended);
    return response;
  } catch (error) {
    return toResponse(error);
  }
}

function begin(asker: Asker, input: z.output<typeof body>): Promise<Answering> {
  const conversationId = input.id;
  if ('approval' in input) {
    const { id, approved } = input.approval;
    return decide(asker, { conversationId, approvalId: id, approved });
  }
  if ('regenerate' in input) {
    const { id, answer, take_back } = input.regenerate;
    return regenerate(asker, {
      conversationId,
      answerId: id,
      replaces: answer,
      takeBack: take_back,
    });
  }
  const { id: messageId, parts } = input.message;
  const said = { conversationId, messageId, text: requireShort(parts[0].text) };
  if (!('replaces' in input)) return say(asker, said);
  return edit(asker, { ...said, replaces: input.replaces, takeBack: input.take_back });
}

function requireShort(value: string): string {
  if (value.length <= TEXT_LIMIT) return value;
  throw new HttpError(413, {
    error: `This message is too long: it has ${value.length.toLocaleString('en')} characters, and ${TEXT_LIMIT.toLocaleString('en')} fit.`,
    try_next: 'Shorten it, or send it in parts. Nothing was lost.',
    field: 'message.parts.0.text',
  });
}
