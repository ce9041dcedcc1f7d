import { useState, useTransition } from 'react';
import { toast } from '@/components/ui/toast';
import { changePreferences } from '@/lib/account/actions';
import type { PreferencesPatch } from '@/lib/account/preferences';
import type { FormState } from '@/lib/auth/forms';

const lost: FormState = {
  refusal: {
    error: 'Saydo could not be reached. Nothing was saved.',
    try_next: 'Check the connection and try again.',
  },
};

/** Saves preferences and says when they are saved. `onRefused` takes back what was shown early. */
export function useSave() {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useState<FormState>({});
  const save = (patch: PreferencesPatch, onRefused?: () => void) =>
    startTransition(async () => {
      const answer = await changePreferences(patch).catch(() => lost);
      setState(answer);
      if (answer.done) toast({ title: answer.done });
      else onRefused?.();
    });
  return { save, pending, state };
}
