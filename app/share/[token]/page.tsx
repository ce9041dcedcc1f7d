import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { SharedConversation } from '@/components/sharing/shared-conversation';
import { Wordmark } from '@/components/ui/logo';
import { getDatabase } from '@/db';
import { readShared } from '@/lib/sharing';

type Props = PageProps<'/share/[token]'>;

/** Title and page of one request share the look-up. */
const findShared = cache((token: string) => readShared(getDatabase(), token, new Date()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const shared = await findShared((await params).token);
  return {
    title: shared?.title ?? 'Not found',
    robots: { index: false, follow: false, noarchive: true },
    referrer: 'no-referrer',
  };
}

/** A shared conversation, for whoever has its link. Nobody is signed in here. */
export default async function SharePage({ params }: Props) {
  const shared = await findShared((await params).token);
  if (!shared) notFound();
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-3xl flex-col px-4 md:px-6">
      <header className="flex h-14 items-center">
        <Wordmark />
      </header>
      <main className="flex-1 pt-6 pb-16">
        <h1
          dir="auto"
          className="wrap-anywhere-safe font-semibold text-2xl leading-tight tracking-[-0.02em]"
        >
          {shared.title}
        </h1>
        <p className="mt-2 mb-8 border-line border-b pb-6 text-ink-faint text-sm">
          A copy of a conversation, as it was on {day.format(shared.createdAt)}.
        </p>
        <SharedConversation messages={shared.messages} />
      </main>
      <footer className="border-line border-t py-6 text-ink-faint text-sm">
        Saydo is a todo list you talk to.{' '}
        <Link href="/" prefetch={false} className="text-accent-ink underline underline-offset-2">
          Try it
        </Link>
      </footer>
    </div>
  );
}
