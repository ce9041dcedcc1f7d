'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { changePreferences } from '@/lib/account/actions';
import type { Preference } from '@/lib/language/types';
import { toast } from '../ui/toast';

/** Remembers which reading of a date the person chose: the preference that the assistant sets, too. */
export function useRememberReading() {
  const router = useRouter();
  return useCallback(
    async (preference: Preference) => {
      const answer = await changePreferences(preference).catch(() => null);
      // The task says its day in full, whether or not this was kept.
      if (!answer?.done)
        return toast({ tone: 'error', title: 'How you read dates was not remembered.' });
      router.refresh();
    },
    [router],
  );
}
