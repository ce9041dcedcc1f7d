import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';
import { Wordmark } from '@/components/ui/logo';

/** One page for a link that is over, revoked or never was: it doesn't say which. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6">
      <Wordmark className="mb-4" />
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">This link opens nothing</h1>
      <p className="text-ink-soft">
        It may have ended, been revoked, or be mistyped. Ask whoever gave it to you for a new one.
      </p>
      <Link href="/" prefetch={false} className={buttonClass('secondary')}>
        Go to Saydo
      </Link>
    </main>
  );
}
