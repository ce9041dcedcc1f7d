import { getSessionCookie } from 'better-auth/cookies';
import { headers } from 'next/headers';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TellTabs } from '@/components/auth/tell-tabs';
import { Wordmark } from '@/components/ui/logo';
import { pageSession } from '@/lib/auth/session';

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const signedIn = (await pageSession()) !== null;
  const stale = !signedIn && getSessionCookie(await headers(), { cookiePrefix: 'saydo' }) !== null;
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto_1.3fr] px-4 py-8">
      <div className="row-start-2 mx-auto w-full max-w-[25rem]">
        <Link href="/" className="mx-auto mb-6 flex w-fit rounded-md">
          <Wordmark />
        </Link>
        <TellTabs signedIn={signedIn} stale={stale} />
        {children}
      </div>
    </main>
  );
}
