import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <div className="mx-auto flex max-w-md flex-1 flex-col items-start justify-center gap-3 px-6 py-16">
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">There is nothing here</h1>
      <p className="text-ink-soft">
        This conversation may have been deleted, or the address is mistyped. Your tasks are where
        you left them.
      </p>
      <Link href="/" className={buttonClass('primary')}>
        Start a new chat
      </Link>
    </div>
  );
}
