import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthCard } from '@/components/auth/auth-card';
import { BackToSignIn } from '@/components/auth/back-to-sign-in';
import { ResetForm } from '@/components/auth/reset-form';
import { buttonClass } from '@/components/ui/button';

// The link's token must not travel on to other pages.
export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token !== 'string' || token === '') {
    return (
      <AuthCard
        title="This link is not whole"
        lead="It ends too early. Copy all of it from the letter, or ask for a new one."
        footer={<BackToSignIn />}
      >
        <Link href="/forgot-password" className={buttonClass('primary', 'lg')}>
          Ask for a new link
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Choose a new password"
      lead="Every device that is signed in now will be signed out."
      footer={<BackToSignIn />}
    >
      <ResetForm token={token} />
    </AuthCard>
  );
}
