'use client';

import { memo } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { cn } from '../ui/cn';
import { AnswerActions } from './answer-actions';
import { Markdown } from './markdown';
import { Said } from './said';
import { ToolCall } from './tool-call';
import { isToolPart } from './tool-parts';

type MessageProps = {
  message: SaydoMessage;
  /** Whether it is being written right now. */
  live: boolean;
  /** Whether it is the last of the conversation. */
  last: boolean;
  /** Whether it is the one that was looked for. */
  marked: boolean;
};

/** One message of the conversation. */
export const Message = memo(function Message(props: MessageProps) {
  const { message, marked } = props;
  const said = message.role === 'user';
  return (
    <article
      aria-label={said ? 'You' : 'Saydo'}
      data-message={message.id}
      tabIndex={-1}
      className={cn('rounded-xl', marked && 'mark')}
    >
      {said ? <Said message={message} /> : <Answered {...props} />}
    </article>
  );
});

const endings = {
  stopped: 'You stopped this answer.',
  interrupted: 'This answer was interrupted. What was done is kept.',
  failed: 'This answer broke off. What was done is kept.',
};

function Answered({ message, live, last }: MessageProps) {
  const { parts, metadata } = message;
  const tools = parts.filter(isToolPart);
  const shown = parts.filter((part) => part.type === 'text' || isToolPart(part));
  const lastShown = shown.at(-1);
  const texts = shown.length - tools.length;
  const status = metadata?.status;
  const ending = status && status in endings ? endings[status as keyof typeof endings] : null;
  return (
    <div className="flex flex-col gap-3">
      {shown.map((part, place) => {
        if (isToolPart(part)) {
          return (
            <ToolCall
              key={part.toolCallId}
              part={part}
              live={live}
              later={tools.slice(tools.indexOf(part) + 1)}
              open={last && !live}
              undone={metadata?.undone ?? false}
            />
          );
        }
        if (part.type !== 'text' || !part.text) return null;
        return (
          // Parts are only ever added at the end: their place names them.
          <div
            key={`text-${place.toString()}`}
            className={live && part === lastShown ? 'caret' : ''}
          >
            <Markdown text={part.text} of={texts} />
          </div>
        );
      })}
      {live && (!lastShown || isIdle(lastShown)) ? <Thinking /> : null}
      {ending && !live ? (
        <p className="wrap-anywhere-safe text-ink-faint text-sm">{metadata?.error ?? ending}</p>
      ) : null}
      {live ? null : <AnswerActions answer={message} />}
    </div>
  );
}

/** Whether nothing is seen to move after this part: a call has ended, or nothing was said yet. */
function isIdle(part: SaydoMessage['parts'][number]): boolean {
  if (part.type === 'text') return !part.text;
  return (
    isToolPart(part) && ['output-available', 'output-error', 'output-denied'].includes(part.state)
  );
}

/** The assistant has the word and has not said anything yet. */
export function Thinking() {
  return (
    <p className="flex items-center gap-2 text-ink-faint text-sm">
      <span aria-hidden="true" className="flex gap-1">
        <span className="size-1.5 animate-pulse rounded-full bg-accent" />
        <span className="size-1.5 animate-pulse rounded-full bg-accent [animation-delay:200ms]" />
        <span className="size-1.5 animate-pulse rounded-full bg-accent [animation-delay:400ms]" />
      </span>
      Thinking…
    </p>
  );
}
