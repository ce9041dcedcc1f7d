'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';

/** A link that was just made: shown here once. */
export function MadeLink({ token }: { token: string }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const link = `${window.location.origin}/share/${token}`;

  async function copy() {
    setCopied(
      await navigator.clipboard.writeText(link).then(
        () => 'yes' as const,
        () => 'refused' as const,
      ),
    );
  }

  return (
    <Field
      label="The link"
      hint="Copy it now: it isn’t stored here, so it can’t be shown again."
      error={copied === 'refused' ? 'Your browser did not allow that. Select and copy it.' : null}
    >
      <div className="flex gap-2">
        <Input
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          className="min-w-0 font-mono sm:text-[0.8125rem]"
        />
        <Button variant="primary" className="h-10" onClick={() => void copy()}>
          {copied === 'yes' ? (
            <Check aria-hidden="true" className="size-4" />
          ) : (
            <Copy aria-hidden="true" className="size-4" />
          )}
          <span aria-live="polite">{copied === 'yes' ? 'Copied' : 'Copy'}</span>
        </Button>
      </div>
    </Field>
  );
}
