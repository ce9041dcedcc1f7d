import type { Metadata } from 'next';
import { KeptList } from '@/components/conversations/kept-list';
import { requirePageScope } from '@/lib/auth/session';
import { listKept } from '@/lib/conversations';

export const metadata: Metadata = { title: 'Archive' };

export default async function ArchivePage() {
  const { scope } = await requirePageScope('/archive');
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-8 pb-24 md:px-8">
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">Archive</h1>
      <p className="mt-1 mb-6 text-ink-soft text-sm">
        Out of the sidebar, and still yours. Writing in one brings it back.
      </p>
      <KeptList place="archive" first={await listKept(scope, 'archive')} />
    </div>
  );
}
