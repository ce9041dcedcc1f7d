'use client';

import { Download } from 'lucide-react';
import { buttonClass } from '@/components/ui/button';
import { useProof } from './use-proof';

/** A link to a file that is given only to who has just proved who they are. */
export function ProvenDownload({ href, children }: { href: string; children: string }) {
  const { withProof, dialog } = useProof();
  return (
    <>
      <a
        href={href}
        download
        className={`${buttonClass()} self-start`}
        onClick={(event) => {
          event.preventDefault();
          void withProof(() => download(href));
        }}
      >
        <Download aria-hidden="true" className="size-4" />
        {children}
      </a>
      {dialog}
    </>
  );
}

function download(href: string) {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
