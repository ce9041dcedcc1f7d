import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { Outcome } from './results';

/** A call that was made and how it ended; without an outcome it was never run. */
export interface Step {
  name: string;
  input: unknown;
  outcome: Outcome | undefined;
}

/** What the person said, what was done about it, and what was answered. */
export interface Turn {
  said: string;
  steps: Step[];
  answer: string;
}

type Message = LanguageModelV4Prompt[number];
type ToolOutput = Extract<
  Extract<Message, { role: 'tool' }>['content'][number],
  { type: 'tool-result' }
>['output'];

/** The conversation as turns, oldest first. System messages are for models that read prose. */
export function readTranscript(prompt: LanguageModelV4Prompt): Turn[] {
  const outcomes = collectOutcomes(prompt);
  const turns: Turn[] = [];
  for (const message of prompt) {
    if (message.role === 'user') {
      turns.push({ said: textOf(message.content), steps: [], answer: '' });
    } else if (message.role === 'assistant') {
      const turn = turns.at(-1);
      if (!turn) continue;
      for (const part of message.content) {
        if (part.type === 'text') turn.answer += part.text;
        if (part.type === 'tool-call') {
          const { toolName: name, input } = part;
          turn.steps.push({ name, input, outcome: outcomes.get(part.toolCallId) });
        }
      }
    }
  }
  return turns;
}

function collectOutcomes(prompt: LanguageModelV4Prompt): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const message of prompt) {
    if (message.role !== 'tool' && message.role !== 'assistant') continue;
    for (const part of message.content) {
      if (part.type === 'tool-result') outcomes.set(part.toolCallId, outcomeOf(part.output));
    }
  }
  return outcomes;
}

function outcomeOf(output: ToolOutput): Outcome {
  switch (output.type) {
    case 'json':
      return { kind: 'output', output: output.value };
    case 'text':
      return { kind: 'output', output: parsed(output.value) };
    case 'execution-denied':
      return { kind: 'denied' };
    case 'error-text':
      return { kind: 'error', error: output.value };
    case 'error-json':
      return { kind: 'error', error: JSON.stringify(output.value) };
    case 'content':
      return { kind: 'output', output: parsed(textOf(output.value)) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function textOf(parts: readonly { type: string; text?: string }[]): string {
  return parts.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join('\n');
}
