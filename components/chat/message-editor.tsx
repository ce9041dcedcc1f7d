'use client';

import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { RequestError } from '../layout/fetch-json';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { LONGEST_MESSAGE } from './longest-message';
import { useActions } from './message-actions-context';

type MessageEditorProps = { message: SaydoMessage; text: string };

/** Says an earlier message anew, in its place. Enter sends, Esc leaves it as it was. */
export default function MessageEditor({ message, text }: MessageEditorProps) {
  const { blocked, setEditing, edit, actedSince } = useActions();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RequestError | null>(null);
  const [takeBack, setTakeBack] = useState(true);
  const area = useRef<HTMLTextAreaElement>(null);
  const acted = actedSince(message.id);
  const sendable = text.trim() !== '' && text.length <= LONGEST_MESSAGE && !blocked;

  useEffect(() => {
    const box = area.current;
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 320).toString()}px`;
  });

  async function save(event?: FormEvent) {
    event?.preventDefault();
    if (!sendable || busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      await edit({ messageId: message.id, text: text.trim(), takeBack: acted > 0 && takeBack });
      setEditing(null);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setRefusal(error);
      setBusy(false);
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      setEditing(null);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  }

  return (
    <form
      onSubmit={(event) => void save(event)}
      aria-label="Edit message"
      className="flex w-full flex-col gap-2.5 rounded-2xl bg-accent-wash p-2.5"
    >
      <textarea
        ref={area}
        aria-label="Message"
        dir="auto"
        rows={1}
        value={text}
        readOnly={busy}
        onChange={(event) => setEditing({ messageId: message.id, text: event.target.value })}
        onKeyDown={onKeyDown}
        className="quiet-scroll w-full resize-none rounded-xl border border-edge bg-raised px-3 py-2 text-base leading-relaxed"
      />
      {acted > 0 ? (
        <label className="flex items-center gap-2 px-1 text-ink-soft text-sm">
          <input
            type="checkbox"
            checked={takeBack}
            onChange={(event) => setTakeBack(event.target.checked)}
            className="size-4 accent-(--accent)"
          />
          {acted === 1
            ? 'Take back the change made since'
            : `Take back the ${acted.toString()} changes made since`}
        </label>
      ) : null}
      {refusal ? (
        <Notice tone="error" title={refusal.body.error}>
          {refusal.body.try_next}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {blocked ? <p className="flex-1 px-1 text-ink-soft text-sm">{blocked}</p> : null}
        <Button size="sm" variant="ghost" onClick={() => setEditing(null)}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit" busy={busy} disabled={!sendable}>
          Save & send
        </Button>
      </div>
    </form>
  );
}
