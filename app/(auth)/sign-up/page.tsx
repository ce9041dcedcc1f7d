import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { SocialButtons } from '@/components/auth/social-buttons';
import { ways } from '@/lib/auth';
import { safeNext, signInPath } from '@/lib/auth/next-path';
import { site } from '@/lib/auth/origin';
import { passkeysWork } from '@/lib/auth/passkeys/relying-party';
import { listProviders } from '@/lib/auth/providers';
import { pageSession } from '@/lib/auth/session';

export const metadata: Metadata = { title: 'Create an account' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignUpPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next);
  if (await pageSession()) redirect(next);
  return (
    <AuthCard
      title="Create an account"
      lead={
        ways.mail
          ? 'You confirm your address with a letter, then you are in.'
          : 'A name, an address, and a password or a passkey. This Saydo sends no mail: keep them well, they can’t be reset.'
      }
      footer={
        <>
          Already have one?{' '}
          <Link href={signInPath(next)} className="font-medium text-accent-ink hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm next={next} withPasskey={passkeysWork(site, await headers())}>
        <SocialButtons providers={listProviders(ways)} next={next} />
      </SignUpForm>
    </AuthCard>
  );
}
