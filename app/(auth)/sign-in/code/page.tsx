import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { BackToSignIn } from '@/components/auth/back-to-sign-in';
import { CodeForm } from '@/components/auth/code-form';
import { safeNext, signInPath } from '@/lib/auth/next-path';

export const metadata: Metadata = { title: 'Your code' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInCodePage({ searchParams }: Props) {
  const { next: asked, use } = await searchParams;
  const next = safeNext(asked);
  // Better Auth gives it with the right password, for ten minutes.
  const isAsked = (await cookies()).getAll().some(({ name }) => name.endsWith('saydo.two_factor'));
  if (!isAsked) redirect(signInPath(next));
  const isBackup = use === 'backup';
  const other = new URLSearchParams({ next, ...(isBackup ? {} : { use: 'backup' }) });
  return (
    <AuthCard
      title={isBackup ? 'Use a backup code' : 'Enter your code'}
      lead={
        isBackup
          ? 'One of the ten that you kept when you turned on codes.'
          : 'Your authenticator shows six digits for Saydo.'
      }
      footer={<BackToSignIn />}
    >
      <CodeForm key={String(isBackup)} kind={isBackup ? 'backup' : 'code'} next={next} />
      <Link
        href={`/sign-in/code?${other}`}
        className="self-center text-accent-ink text-sm hover:underline"
      >
        {isBackup ? 'Use your authenticator instead' : 'Use a backup code instead'}
      </Link>
    </AuthCard>
  );
}
