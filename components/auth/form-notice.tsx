import { SignInAgain } from '@/components/layout/gone-banner';
import { isGone } from '@/components/layout/page-person';
import { Notice } from '@/components/ui/notice';
import type { FormState } from '@/lib/auth/forms';

/** What a form answered, but for what its fields show themselves. */
export function FormNotice({ state, fields = [] }: { state: FormState; fields?: string[] }) {
  const { refusal, done } = state;
  if (done) return <Notice tone="success">{done}</Notice>;
  if (!refusal || (refusal.field && fields.includes(refusal.field))) return null;
  return (
    <Notice
      tone="error"
      title={refusal.error}
      actions={isGone(refusal.code) ? <SignInAgain why={refusal.code} /> : null}
    >
      {refusal.try_next}
    </Notice>
  );
}
