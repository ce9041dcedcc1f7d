'use client';

import { Copy, Download } from 'lucide-react';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { toast } from '@/components/ui/toast';

/** Ten codes that are shown this once, with two ways to keep them. */
export function BackupCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const text = codes.join('\n');
  const file = `Saydo backup codes. Each works once.\n\n${text}\n`;
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-4">
      <Notice tone="warning" title="Keep these codes now: they are shown only once.">
        Each one signs you in once when your authenticator is not at hand.
      </Notice>
      <ul
        aria-label="Backup codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1.5 rounded-lg bg-sunken px-4 py-3 font-mono text-[0.9375rem] min-[22rem]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() =>
            navigator.clipboard.writeText(text).then(
              () => toast({ title: 'Copied.' }),
              () =>
                toast({ title: 'The browser did not allow copying. Select the codes instead.' }),
            )
          }
        >
          <Copy aria-hidden="true" className="size-4" />
          Copy
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="saydo-backup-codes.txt"
          className={buttonClass()}
        >
          <Download aria-hidden="true" className="size-4" />
          Download
        </a>
        <Button variant="primary" className="ms-auto" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
