'use client';

import { ArrowUp, Square } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type Ref, useLayoutEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { LONGEST_MESSAGE } from './longest-message';

const warnFrom = 7500;

type ComposerProps = {
  text: string;
  onChange: (text: string) => void;
  /** Sends, or queues while an answer runs. */
  onSend: (text: string) => void;
  running: boolean;
  stopping: boolean;
  onStop: () => void;
  /** The person's last message, for up-arrow. */
  lastSaid: string | null;
  inputRef: Ref<HTMLTextAreaElement>;
};

/** Where a person says it. Enter sends, Shift+Enter breaks the line, Esc stops. */
export function Composer(props: ComposerProps) {
  const { text, running, stopping } = props;
  const form = useRef<HTMLFormElement>(null);
  const tooLong = text.length > LONGEST_MESSAGE;
  const sendable = text.trim() !== '' && !tooLong;

  useLayoutEffect(() => {
    const area = form.current?.querySelector('textarea');
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 240).toString()}px`;
  });

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (sendable) props.onSend(text.trim());
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Enter that accepts a word of an input method is not for sending.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && running) {
      event.preventDefault();
      props.onStop();
    } else if (event.key === 'ArrowUp' && text === '' && props.lastSaid) {
      event.preventDefault();
      props.onChange(props.lastSaid);
    }
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      className="rounded-2xl border border-edge bg-raised shadow-lift transition-colors focus-within:border-accent-ink"
    >
      <div className="flex items-end gap-1.5 p-1.5">
        <textarea
          ref={props.inputRef}
          aria-label="Message Saydo"
          placeholder="Say what you need to do"
          dir="auto"
          rows={1}
          enterKeyHint="send"
          value={text}
          onChange={(event) => props.onChange(event.target.value)}
          onKeyDown={onKeyDown}
          aria-invalid={tooLong || undefined}
          aria-describedby={text.length >= warnFrom ? 'composer-length' : undefined}
          className="quiet-scroll max-h-60 min-h-9 flex-1 resize-none bg-transparent px-2.5 py-1.5 text-base leading-6 outline-none"
        />
        {running ? (
          <Button
            variant="secondary"
            size="icon"
            aria-label="Stop"
            busy={stopping}
            onClick={props.onStop}
            className="rounded-xl"
          >
            <Square aria-hidden="true" className="size-3.5 fill-current" />
          </Button>
        ) : null}
        {running && !text.trim() ? null : (
          <Button
            type="submit"
            variant="primary"
            size="icon"
            aria-label="Send"
            disabled={!sendable}
            className="rounded-xl"
          >
            <ArrowUp aria-hidden="true" strokeWidth={2.5} className="size-4.5" />
          </Button>
        )}
      </div>
      {text.length >= warnFrom ? (
        <p
          id="composer-length"
          className={cn(
            'tabular px-4 pb-2 text-xs',
            tooLong ? 'font-medium text-danger-ink' : 'text-ink-faint',
          )}
        >
          {tooLong
            ? `${(text.length - LONGEST_MESSAGE).toLocaleString('en')} characters too long: shorten it, or send it in parts.`
            : `${(LONGEST_MESSAGE - text.length).toLocaleString('en')} characters left`}
        </p>
      ) : null}
    </form>
  );
}
