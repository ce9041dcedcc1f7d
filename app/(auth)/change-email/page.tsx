import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthCard } from '@/components/auth/auth-card';
import { BackToSignIn } from '@/components/auth/back-to-sign-in';
import { EmailChangeForm } from '@/components/auth/email-change-form';
import { buttonClass } from '@/components/ui/button';
import { getDatabase } from '@/db';
import { readEmailChange } from '@/lib/auth/email-change';

// The link's token must not travel on to other pages.
export const metadata: Metadata = { title: 'Change of address', referrer: 'no-referrer' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where the links of the two letters lead. Opening one changes nothing: mailboxes open links too. */
export default async function ChangeEmailPage({ searchParams }: Props) {
  const { token, answered } = await searchParams;
  if (typeof answered === 'string') return <Answered answer={answered} />;
  const change =
    typeof token === 'string' ? await readEmailChange(getDatabase(), token, new Date()) : null;
  if (!change || typeof token !== 'string') {
    return (
      <AuthCard
        title="This link no longer works"
        lead="It was used already, or its hour is over. If you still want another address, ask for it again in the settings."
        footer={<BackToSignIn />}
      >
        <Link href="/settings" className={buttonClass('primary', 'lg')}>
          Open the settings
        </Link>
      </AuthCard>
    );
  }
  const { step, email } = change;
  return (
    <AuthCard
      title={step === 'old' ? 'Change your address?' : 'Confirm your new address'}
      lead={
        <>
          {step === 'old'
            ? 'Your Saydo account would belong to '
            : 'Your Saydo account will belong to '}
          <strong className="wrap-anywhere-safe font-medium text-ink">{email}</strong>
          {step === 'old' ? '. Nothing has changed yet.' : ', and you sign in with it.'}
        </>
      }
      footer={<BackToSignIn />}
    >
      <EmailChangeForm token={token} step={step} />
    </AuthCard>
  );
}

/** What follows from the reader's answer. */
function Answered({ answer }: { answer: string }) {
  if (answer === 'no') {
    return (
      <AuthCard
        title="Your address stays as it is"
        lead="Somebody else uses your account, though. Choose a new password: that signs everybody out."
        footer={<BackToSignIn />}
      >
        <Link href="/forgot-password" className={buttonClass('primary', 'lg')}>
          Choose a new password
        </Link>
      </AuthCard>
    );
  }
  if (answer === 'new') {
    return (
      <AuthCard
        title="Your address is changed"
        lead="You sign in with the new one from now on. Every other device is signed out."
      >
        <Link href="/" className={buttonClass('primary', 'lg')}>
          Open Saydo
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Now the new address"
      lead="We have sent a letter there. Once its link is opened and confirmed, the address changes; until then nothing does."
    >
      <Link href="/" className={buttonClass('primary', 'lg')}>
        Open Saydo
      </Link>
    </AuthCard>
  );
}
