import { type FormEvent, startTransition, useActionState, useEffect, useRef } from 'react';
import type { FormState } from '@/lib/auth/forms';

type Action = (state: FormState, form: FormData) => Promise<FormState>;

/**
 * Sends a form to a server action. The form works before its script has loaded; after that, what
 * was typed stays in the fields when the action refuses, and the refused field takes the focus.
 */
export function useForm(action: Action) {
  const [state, dispatch, pending] = useActionState(action, {});
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const field = state.refusal?.field;
    const element = field ? form.current?.elements.namedItem(field) : null;
    if (element instanceof HTMLElement) element.focus();
    if (state.done) form.current?.reset();
  }, [state]);

  const props = {
    ref: form,
    action: dispatch,
    // React would empty the form after its action.
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      const data = new FormData(event.currentTarget);
      startTransition(() => dispatch(data));
    },
  };
  return { state, pending, props };
}

/** The refusal of one field, for its label; null when it is not refused. */
export function refusalOf({ refusal }: FormState, field: string): string | null {
  return refusal?.field === field ? refusal.error : null;
}
