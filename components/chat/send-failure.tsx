'use client';

import { useEffect, useState } from 'react';
import { RequestError } from '../layout/fetch-json';
import { SignInAgain } from '../layout/gone-banner';
import { isGone } from '../layout/page-person';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

type SendFailureProps = {
  error: Error;
  onRetry: () => Promise<void>;
  /** Puts the message back where it can be changed; absent when it has arrived. */
  onEdit?: (() => void) | undefined;
};

/** Why the last message got no answer, in words, with what to do. */
export function SendFailure({ error, onRetry, onEdit }: SendFailureProps) {
  const refusal = error instanceof RequestError ? error : null;
  const code = refusal?.body.code;
  const wait = useCountdown(refusal?.retryAfter ?? 0);
  const [busy, setBusy] = useState(false);

  async function retry() {
    setBusy(true);
    await onRetry();
    setBusy(false);
  }

  return (
    <Notice
      tone="error"
      title={refusal?.body.error ?? 'The connection broke off.'}
      actions={
        <>
          {isGone(code) ? <SignInAgain why={code} /> : null}
          <Button size="sm" busy={busy} disabled={wait > 0} onClick={() => void retry()}>
            {wait > 0 ? `Retry in ${wait.toString()} s` : 'Retry'}
          </Button>
          {onEdit ? (
            <Button size="sm" variant="ghost" onClick={onEdit}>
              Edit
            </Button>
          ) : null}
        </>
      }
    >
      {refusal?.body.try_next ?? 'Your message is kept. Retry to go on.'}
    </Notice>
  );
}

function useCountdown(from: number): number {
  const [left, setLeft] = useState(from);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left;
}
