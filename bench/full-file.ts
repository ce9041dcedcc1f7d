import { KIND, VERSION } from '@/lib/conversations/transfer/format';

/** As many bytes as an import may have. */
export const FULL = 20 * 1024 * 1024;

/** 20 MB of a person's own, as Saydo exports them: one conversation, with short messages. */
export function fullFile(): string {
  const messages: string[] = [];
  let length = 0;
  while (length < FULL - 1500) {
    const next = message(messages.length, `What is there to do on day ${messages.length}?`);
    messages.push(next);
    length += next.length + 2;
  }
  return file(conversation(messages.join(',\n')));
}

export function file(conversations: string): string {
  const head = { kind: KIND, version: VERSION, exported_at: '2026-11-22T09:00:00.000Z' };
  return `${JSON.stringify(head).slice(0, -1)},"conversations":[${conversations}]}\n`;
}

export function conversation(messages: string): string {
  const at = '2026-11-21T09:00:00.000Z';
  const head = { id: 'one', title: 'One', titled_by: 'words', created_at: at, updated_at: at };
  const rest = { ...head, pinned_at: null, archived_at: null };
  return `${JSON.stringify(rest).slice(0, -1)},"messages":[${messages}]}`;
}

/** The message at `place` of a conversation in which each follows the one before. */
export function message(place: number, content: string): string {
  const id = (at: number) => `01939b2e-7a7f-7000-8000-${String(at).padStart(12, '0')}`;
  return JSON.stringify({
    id: id(place),
    parent: place === 0 ? null : id(place - 1),
    role: place % 2 === 0 ? 'user' : 'assistant',
    status: 'complete',
    content,
    model: place % 2 === 0 ? null : 'a-model',
    input_tokens: null,
    output_tokens: null,
    error: null,
    created_at: '2026-11-21T09:00:00.000Z',
    finished_at: null,
    active: true,
    tool_calls: [],
    rating: null,
  });
}
