import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { PasskeySignIn } from '@/components/auth/passkey-sign-in';
import { SignInForm } from '@/components/auth/sign-in-form';
import { SocialButtons } from '@/components/auth/social-buttons';
import { Notice } from '@/components/ui/notice';
import { ways } from '@/lib/auth';
import { safeNext, signUpPath } from '@/lib/auth/next-path';
import { site } from '@/lib/auth/origin';
import { passkeysWork } from '@/lib/auth/passkeys/relying-party';
import { listProviders } from '@/lib/auth/providers';
import { pageSession } from '@/lib/auth/session';
import { describeSignInError } from '@/lib/auth/words';

export const metadata: Metadata = { title: 'Sign in' };

type Query = Record<string, string | string[] | undefined>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = safeNext(query.next);
  const signedIn = await pageSession();
  // Who comes from a page that was made for somebody else chooses who to be.
  if (signedIn && !query.other) redirect(next);
  return (
    <AuthCard
      title="Sign in"
      lead="Say what you need to do. Saydo keeps the list."
      footer={
        <>
          New here?{' '}
          <Link href={signUpPath(next)} className="font-medium text-accent-ink hover:underline">
            Create an account
          </Link>
        </>
      }
    >
      {signedIn ? <GoOnAs name={signedIn.user.name} /> : <Arrival query={query} />}
      {passkeysWork(site, await headers()) ? <PasskeySignIn next={next} /> : null}
      <SocialButtons providers={listProviders(ways)} next={next} />
      <SignInForm next={next} resetHref={ways.mail ? '/forgot-password' : undefined} />
      {ways.mail ? null : (
        <p className="text-[0.8125rem] text-ink-faint">
          This Saydo sends no mail, so a forgotten password can’t be reset here. Ask whoever runs
          it.
        </p>
      )}
    </AuthCard>
  );
}

/** Who is signed in in this browser, for somebody whose page was another's. */
function GoOnAs({ name }: { name: string }) {
  return (
    <Notice
      title={
        <>
          <bdi>{name}</bdi> is signed in in this browser now
        </>
      }
      actions={
        <a href="/" className="font-medium text-accent-ink hover:underline">
          Go on as <bdi>{name}</bdi>
        </a>
      }
    >
      Your page is closed. What you had written is kept in this browser, for you alone: sign in to
      find it again.
    </Notice>
  );
}

/** What happened on the page the person came from. */
function Arrival({ query }: { query: Query }) {
  if (typeof query.error === 'string') {
    return <Notice tone="error">{describeSignInError(query.error)}</Notice>;
  }
  if (query.confirmed) return <Notice tone="success">Your address is confirmed. Sign in.</Notice>;
  if (query.reset) {
    return <Notice tone="success">Your new password is set. Sign in with it.</Notice>;
  }
  if (query.deleted) {
    return <Notice tone="success">Your account and everything in it is deleted.</Notice>;
  }
  return null;
}
