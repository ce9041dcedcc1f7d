import type { Metadata } from 'next';
import { AuthCard } from '@/components/auth/auth-card';
import { BackToSignIn } from '@/components/auth/back-to-sign-in';
import { ForgotForm } from '@/components/auth/forgot-form';
import { ways } from '@/lib/auth';

export const metadata: Metadata = { title: 'Forgotten password' };

export default function ForgotPasswordPage() {
  if (!ways.mail) {
    return (
      <AuthCard
        title="A password can’t be reset here"
        lead="This Saydo sends no mail, so it can’t prove that an address is yours. Ask whoever runs it."
        footer={<BackToSignIn />}
      />
    );
  }
  return (
    <AuthCard
      title="Choose a new password"
      lead="Tell us your address. We send a link to it."
      footer={<BackToSignIn />}
    >
      <ForgotForm />
    </AuthCard>
  );
}
