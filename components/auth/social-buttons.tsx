'use client';

import { FormNotice } from '@/components/auth/form-notice';
import { useForm } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { signInWith } from '@/lib/auth/actions';
import type { Provider } from '@/lib/auth/providers';
import { providerMarks } from './provider-marks';

const names: Record<Provider, string> = { google: 'Google', github: 'GitHub' };

/** Sign-in with another service. Only those whose keys are set are passed in. */
export function SocialButtons({ providers, next }: { providers: Provider[]; next: string }) {
  if (providers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {providers.map((provider) => (
        <SocialButton key={provider} provider={provider} next={next} />
      ))}
      <div className="my-2 flex items-center gap-3 text-ink-faint text-[0.8125rem]">
        <span className="h-px flex-1 bg-line" />
        or with e-mail
        <span className="h-px flex-1 bg-line" />
      </div>
    </div>
  );
}

function SocialButton({ provider, next }: { provider: Provider; next: string }) {
  const { state, pending, props } = useForm(signInWith);
  return (
    <form {...props} className="flex flex-col gap-2">
      <input type="hidden" name="provider" value={provider} />
      <input type="hidden" name="next" value={next} />
      <Button type="submit" size="lg" busy={pending} className="w-full">
        {providerMarks[provider]}
        Continue with {names[provider]}
      </Button>
      <FormNotice state={state} />
    </form>
  );
}
