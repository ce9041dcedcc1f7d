import type { Metadata } from 'next';
import { KeptList } from '@/components/conversations/kept-list';
import { requirePageScope } from '@/lib/auth/session';
import { listKept, TRASH_DAYS } from '@/lib/conversations';

export const metadata: Metadata = { title: 'Trash' };

export default async function TrashPage() {
  const { scope } = await requirePageScope('/trash');
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-8 pb-24 md:px-8">
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">Trash</h1>
      <p className="mt-1 mb-6 text-ink-soft text-sm">
        What has been here for {TRASH_DAYS} days is deleted for ever, by itself.
      </p>
      <KeptList place="trash" first={await listKept(scope, 'trash')} />
    </div>
  );
}
