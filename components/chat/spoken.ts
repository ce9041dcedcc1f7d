import type { SaydoMessage } from '@/lib/agent/message';
import {
  isLookup,
  isToolPart,
  isWrite,
  plannedOf,
  type ToolPart,
  tasksOf,
  toolNameOf,
} from './tool-parts';
import { sayDone, sayPlan, sayTasks } from './tool-words';

/** Something to read out, once: `key` stays the same as the answer grows. */
export type Spoken = { key: string; text: string };

/**
 * What to read out of an answer so far: its finished sentences and what its calls did, in order, as
 * plain text. With `ended` the last sentence counts as finished.
 */
export function spokenParts(message: SaydoMessage, ended: boolean): Spoken[] {
  const { parts } = message;
  const texts = parts.filter((part) => part.type === 'text');
  return parts.flatMap((part, place) => {
    if (isToolPart(part)) {
      const text = sayCall(part);
      return text ? [{ key: `${message.id} ${part.toolCallId} ${part.state}`, text }] : [];
    }
    if (part.type !== 'text') return [];
    const at = texts.indexOf(part).toString();
    return finishedSentences(part.text, ended || place < parts.length - 1).map((text) => ({
      key: `${message.id} ${at} ${text}`,
      text,
    }));
  });
}

function sayCall(part: ToolPart): string | null {
  const tool = toolNameOf(part);
  if (part.state === 'approval-requested')
    return `${sayPlan(tool, plannedOf(part).length)} Approve or decline.`;
  if (part.state !== 'output-available') return null;
  if (part.type === 'tool-set_preference') return part.output.sentence;
  if (isLookup(part)) return null;
  if (part.type === 'tool-task_history') return 'What changed is shown.';
  const tasks = tasksOf(part);
  const titles = tasks.map((task) => task.title).join(', ');
  return isWrite(part)
    ? `${sayDone(tool, tasks.length)}: ${titles}.`
    : `${sayTasks(tasks.length)} shown.`;
}

function finishedSentences(text: string, ended: boolean): string[] {
  const plain = text.replace(/[*_`#>|]/g, '').replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1');
  const sentences = plain.match(/[^\n]+?(?:[.!?…:](?=\s)|\n|$)/g) ?? [];
  const finished = ended ? sentences : sentences.slice(0, -1);
  return finished.map((sentence) => sentence.trim()).filter(Boolean);
}
