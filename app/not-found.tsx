import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';
import { Wordmark } from '@/components/ui/logo';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6">
      <Wordmark className="mb-4" />
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">There is nothing here</h1>
      <p className="text-ink-soft">
        The address may be mistyped, or what was here has been deleted. Your tasks are where you
        left them.
      </p>
      <Link href="/" className={buttonClass('primary')}>
        Go to Saydo
      </Link>
    </main>
  );
}
