import { unstable_rethrow } from 'next/navigation';
import { type FormEvent, startTransition, useActionState, useEffect, useRef } from 'react';
import { notReached } from '@/components/layout/not-reached';
import type { FormState } from '@/lib/auth/forms';

type Action<State> = (state: State, form: FormData) => Promise<State>;

/**
 * Sends a form to a server action. The form works before its script has loaded; after that, what
 * was typed stays in the fields when the action refuses, and the refused field takes the focus.
 */
export function useForm<State extends FormState>(action: Action<State>) {
  // The server renders the action itself, for a browser that sends the form before its script.
  const sent = typeof window === 'undefined' ? action : saying(action);
  const [state, dispatch, pending] = useActionState(sent, {} as Awaited<State>);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const field = state.refusal?.field;
    const element = field ? form.current?.elements.namedItem(field) : null;
    if (element instanceof HTMLElement) element.focus();
    if (state.done) form.current?.reset();
  }, [state]);

  const send = (data: FormData) => startTransition(() => dispatch(data));

  const props = {
    ref: form,
    action: dispatch,
    // React would empty the form after its action.
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      send(new FormData(event.currentTarget));
    },
  };
  return { state, pending, props, send };
}

/** The action, which refuses in words when it can't be reached. */
function saying<State extends FormState>(action: Action<State>): Action<State> {
  return async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      // A way to another page is thrown too.
      unstable_rethrow(error);
      const { error: what, try_next } = notReached();
      return { ...state, refusal: { error: what, try_next } };
    }
  };
}

/** The refusal of one field, for its label; null when it is not refused. */
export function refusalOf({ refusal }: FormState, field: string): string | null {
  return refusal?.field === field ? refusal.error : null;
}
