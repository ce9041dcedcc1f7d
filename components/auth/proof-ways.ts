import type { ComponentType } from 'react';
import type { ProofState } from '@/lib/auth/proof-actions';
import { UsePasskey } from './use-passkey';

/** A way to show who one is, beside the password: `Way` calls `onProven` when it has worked. */
type ProofWay = {
  name: string;
  /** Whether this person can use it. */
  isOpen: (state: ProofState) => boolean;
  Way: ComponentType<{ onProven: () => void }>;
};

/** The ways that the dialog offers under the password, in this order. */
export const proofWays: ProofWay[] = [
  { name: 'passkey', isOpen: ({ passkey }) => passkey, Way: UsePasskey },
];
