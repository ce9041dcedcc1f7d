import { useState } from 'react';
import { toast } from '../ui/toast';
import { notReached } from './not-reached';

/**
 * A part of the page that is loaded when it is first wanted, because most people want it seldom: the
 * part, or null, and what loads it. That resolves with whether it is there; when the network fails,
 * the person is told so and can try again.
 */
export function useOnDemand<Part>(load: () => Promise<Part>) {
  const [held, setHeld] = useState<{ part: Part } | null>(null);

  async function want(): Promise<boolean> {
    if (held) return true;
    try {
      const part = await load();
      setHeld({ part });
      return true;
    } catch {
      toast({ tone: 'error', title: notReached().error, description: 'Try again in a moment.' });
      return false;
    }
  }

  return [held?.part ?? null, want] as const;
}
