import type { SaydoMessage } from '@/lib/agent/message';

/** What a message says, without what was done in it. */
export function textOf(message: SaydoMessage): string {
  return message.parts
    .flatMap((part) => (part.type === 'text' && part.text ? [part.text] : []))
    .join('\n\n');
}
