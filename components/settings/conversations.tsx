'use client';

import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { ProvenDownload } from '@/components/auth/proven-download';
import { useRefreshConversations } from '@/components/conversations/use-conversations';
import { fetchJson, RequestError } from '@/components/layout/fetch-json';
import { LinkList } from '@/components/sharing/link-list';
import { useLinks } from '@/components/sharing/use-links';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { ImportResult } from '@/lib/conversations/transfer';

/** Copies of all conversations, to take away and to bring back. */
export function Transfer() {
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <ExportAll format="md">Export all as Markdown</ExportAll>
        <ExportAll format="json">Export all as JSON</ExportAll>
      </div>
      <ImportFile />
    </>
  );
}

function ExportAll({ format, children }: { format: 'md' | 'json'; children: string }) {
  return (
    <ProvenDownload href={`/api/conversations/export?format=${format}`}>{children}</ProvenDownload>
  );
}

type Import = 'ready' | 'busy' | ImportResult | { error: string; try_next: string };

function ImportFile() {
  const picker = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<Import>('ready');
  const refresh = useRefreshConversations();

  async function send(file: File) {
    setState('busy');
    try {
      setState(
        await fetchJson<ImportResult>('/api/conversations/import', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: file,
        }),
      );
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setState(error.body);
    }
    refresh();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="File to import"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void send(file);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <Button busy={state === 'busy'} onClick={() => picker.current?.click()}>
        <Upload aria-hidden="true" className="size-4" /> Import from JSON
      </Button>
      <p className="text-[0.8125rem] text-ink-faint">
        A file of up to 20 MB that Saydo exported. What you have stays as it is.
      </p>
      {state === 'busy' ? <Notice>Reading the file…</Notice> : null}
      {typeof state === 'object' && 'error' in state ? (
        <Notice tone="error" title={state.error} className="self-stretch">
          {state.try_next}
        </Notice>
      ) : null}
      {typeof state === 'object' && 'imported' in state ? <Imported result={state} /> : null}
    </div>
  );
}

function Imported({ result: { imported, refused } }: { result: ImportResult }) {
  return (
    <>
      <Notice tone={imported.length > 0 ? 'success' : 'info'} className="self-stretch">
        {sayConversations(imported.length)} imported.
      </Notice>
      {refused.length > 0 ? (
        <Notice
          tone="warning"
          title={`${sayConversations(refused.length)} left out`}
          className="self-stretch"
        >
          <ul className="mt-1 flex flex-col gap-1">
            {refused.slice(0, REFUSED_SHOWN).map(({ place, title, error, try_next }) => (
              <li key={place}>
                <bdi className="font-medium">{title || `Number ${place + 1}`}</bdi>:{' '}
                {sentence(error)} {try_next}
              </li>
            ))}
          </ul>
          {refused.length > REFUSED_SHOWN ? `And ${refused.length - REFUSED_SHOWN} more.` : null}
        </Notice>
      ) : null}
    </>
  );
}

const REFUSED_SHOWN = 20;

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function sayConversations(count: number): string {
  return count === 1 ? '1 conversation' : `${count || 'No'} conversations`;
}

/** Every open link of the person's, each with its end. */
export function SharedLinks() {
  const { links, error, loading, refresh } = useLinks();
  if (error) {
    return (
      <Notice tone="error" title="The links could not be read.">
        They are as they were. Reload to try again.
      </Notice>
    );
  }
  if (links.length === 0) {
    return <p className="text-ink-faint text-sm">{loading ? 'Reading…' : 'No link is open.'}</p>;
  }
  return (
    <div className="rounded-xl border border-line bg-raised px-4 py-1">
      <LinkList links={links} refresh={refresh} titled />
    </div>
  );
}
