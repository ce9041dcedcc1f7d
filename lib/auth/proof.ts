import { HttpError } from '@/lib/http';

/** How long somebody who proved who they are is taken for them without being asked again, in ms. */
export const PROOF_LASTS = 15 * 60 * 1000;

/** 403: it is long ago that the person proved who they are. The page asks, and tries again. */
export class ProofNeeded extends HttpError {
  override name = 'ProofNeeded';
  constructor() {
    super(403, {
      error: 'It is a while since you signed in. Nothing was done.',
      try_next: 'Confirm that it is you, then try again.',
      code: 'proof_needed',
    });
  }
}

/** Whoever is signed in, as far as it matters here. */
type Proven = { session: { provenAt: Date } };

/**
 * Throws ProofNeeded (403) unless the person has signed in, or confirmed that it is them, within the
 * last quarter of an hour. `session` must be one that was read `fresh`.
 */
export function requireProof(who: Proven, now: Date): void {
  if (!isProven(who, now)) throw new ProofNeeded();
}

/** Whether the last proof is recent enough, for what asks before it refuses. */
export function isProven({ session }: Proven, now: Date): boolean {
  return now.getTime() - session.provenAt.getTime() <= PROOF_LASTS;
}
