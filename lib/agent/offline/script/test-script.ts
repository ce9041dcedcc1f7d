import { readdirSync, readFileSync } from 'node:fs';
import type { Exchange } from '../test-conversation';

export interface Conversation {
  title: string;
  exchanges: Exchange[];
}

/**
 * The conversations in the text files beside this one, by subject. "# " begins one, "> " is what the person says ("!yes"
 * and "!no" are words on a waiting card), "= " words of the answer, and the indented lines below are all tasks that
 * exist then; "  ..." stands for those of the turn before.
 */
export function readScript(): { subject: string; conversations: Conversation[] }[] {
  const folder = new URL('./', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => ({
      subject: file.replace('.txt', ''),
      conversations: readFileSync(new URL(file, folder), 'utf8')
        .split(/^# /m)
        .slice(1)
        .map(readConversation),
    }));
}

function readConversation(text: string): Conversation {
  const [title = '', ...lines] = text.split('\n');
  const exchanges: Exchange[] = [];
  for (const line of lines) {
    const last = exchanges.at(-1);
    if (line.startsWith('> ')) exchanges.push([line.slice(2).replaceAll('\\n', '\n'), []]);
    else if (line.startsWith('!')) exchanges.push([line === '!yes', []]);
    else if (line.startsWith('= ') && last) last[2] = line.slice(2);
    else if (line === '  ...' && last) last[1].push(...(exchanges.at(-2)?.[1] ?? []));
    else if (line.startsWith('  ') && last) last[1].push(line.slice(2));
    else if (line.trim() !== '')
      throw new Error(`In “${title}”, this is no line of a script: ${line}`);
  }
  return { title, exchanges };
}
