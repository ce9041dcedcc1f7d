import type { Token } from 'marked';
import type { SharedCard, SharedMessage } from '@/lib/sharing';
import { readMarkdown } from '../chat/markdown-tokens';

/** A part of a message, ready to be shown. */
export type ShownPart = { type: 'markdown'; tokens: Token[] } | SharedCard;
export type Shown = { said: string } | { answered: ShownPart[] };

/**
 * What one page may cost its server, whoever asks for it and however often: anybody may, nobody is
 * signed in. It is written twice, as elements and as HTML, so it has less than a message in the chat.
 */
const PAGE = { work: 8_000_000, elements: 3_000, messages: 1_000, tasks: 300 };

/** The messages of a page as far as its bounds go, and the rest as the words alone. */
export function boundPage(messages: SharedMessage[]): { shown: Shown[]; rest: string } {
  const budget = { work: PAGE.work, elements: PAGE.elements };
  let rows = PAGE.tasks;
  const shown = messages.slice(0, PAGE.messages).map((message): Shown => {
    if (message.role === 'user') return { said: wordsOf(message) };
    return {
      answered: message.parts.map((part) => {
        if (part.type === 'text')
          return { type: 'markdown', tokens: readMarkdown(part.text, budget) };
        const tasks = part.tasks.slice(0, rows);
        rows -= tasks.length;
        return { ...part, tasks, more: part.more + part.tasks.length - tasks.length };
      }),
    };
  });
  const rest = messages.slice(PAGE.messages).map(wordsOf).filter(Boolean).join('\n\n');
  return { shown, rest };
}

function wordsOf(message: SharedMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
