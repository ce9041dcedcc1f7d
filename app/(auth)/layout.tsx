import Link from 'next/link';
import type { ReactNode } from 'react';
import { Wordmark } from '@/components/ui/logo';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto_1.3fr] px-4 py-8">
      <div className="row-start-2 mx-auto w-full max-w-[25rem]">
        <Link href="/" className="mx-auto mb-6 flex w-fit rounded-md">
          <Wordmark />
        </Link>
        {children}
      </div>
    </main>
  );
}
