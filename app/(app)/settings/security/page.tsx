import type { Metadata } from 'next';
import Link from 'next/link';
import { SecurityActivity } from '@/components/settings/security-activity';
import { buttonClass } from '@/components/ui/button';
import { getPreferences } from '@/lib/account/preferences';
import { listSecurityEvents } from '@/lib/account/security-activity';
import { requirePageScope } from '@/lib/auth/session';
import { uuid } from '@/lib/ids';

export const metadata: Metadata = { title: 'Security activity' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SecurityPage({ searchParams }: Props) {
  const { scope } = await requirePageScope('/settings/security');
  const before = uuid.safeParse((await searchParams).before).data;
  const [{ timeZone }, { events, next }] = await Promise.all([
    getPreferences(scope),
    listSecurityEvents(scope, { before }),
  ]);
  const zone = timeZone ?? 'UTC';
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-8 pb-24 md:px-8">
      <Link href="/settings" className="text-accent-ink text-sm hover:underline">
        Settings
      </Link>
      <h1 className="mt-1 font-semibold text-2xl tracking-[-0.02em]">Security activity</h1>
      <p className="mt-1.5 mb-6 text-ink-soft text-sm">
        What was done to your account, and from where, in the time of {zone.replaceAll('_', ' ')}.
        Nothing in it can be changed; after a year it goes. If you don’t recognize something, change
        your password: that signs every other device out.
      </p>
      <SecurityActivity events={events} timeZone={zone} />
      <nav aria-label="Pages" className="mt-6 flex flex-wrap gap-2">
        {before ? (
          <Link href="/settings/security" className={buttonClass()}>
            Newest
          </Link>
        ) : null}
        {next ? (
          <Link href={`/settings/security?before=${next}`} className={buttonClass()}>
            Older
          </Link>
        ) : null}
      </nav>
    </div>
  );
}
