'use client';

import { useState } from 'react';
import { notReached } from '@/components/layout/not-reached';
import { useOnDemand } from '@/components/layout/use-on-demand';
import { toast } from '@/components/ui/toast';
import { type ProofState, readProof } from '@/lib/auth/proof-actions';

type Asked = { ways: ProofState; work: () => void };

/**
 * For what needs a recent proof of who somebody is: `withProof(work)` does the work at once, or after
 * the person has confirmed that it is them. `dialog` belongs on the page, outside of any form.
 */
export function useProof() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [ProveAgain, wantDialog] = useOnDemand(() =>
    import('./prove-again').then((module) => module.ProveAgain),
  );

  async function withProof(work: () => void): Promise<void> {
    const ways = await readProof().catch(() => ({ refusal: notReached() }));
    if ('refusal' in ways) {
      const { error, try_next } = ways.refusal;
      toast({ tone: 'error', title: error, description: try_next });
      return;
    }
    if (!ways.needed) work();
    else if (await wantDialog()) setAsked({ ways, work });
  }

  const dialog = ProveAgain && asked && (
    <ProveAgain
      ways={asked.ways}
      onClose={() => setAsked(null)}
      onProven={() => {
        setAsked(null);
        asked.work();
      }}
    />
  );
  return { withProof, dialog };
}
