'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { toast } from '../ui/toast';
import { ActionButton } from './action-button';

/** Copies a message's text; an answer's as Markdown. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      toast({
        tone: 'error',
        title: 'The browser did not allow copying.',
        description: 'Select the text and copy it by hand.',
      });
    }
  }

  return (
    <ActionButton label={copied ? 'Copied' : 'Copy'} onClick={copy}>
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </ActionButton>
  );
}
