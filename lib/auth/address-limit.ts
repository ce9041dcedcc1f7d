/** How many addresses are remembered; whoever is forgotten begins anew. */
const ADDRESSES = 50_000;
const MINUTE = 60_000;

/**
 * Holds what comes from one address without a person to `max` a minute, in this process alone: a page
 * for everybody is not worth asking the database who else has looked. Gives the whole seconds to wait.
 */
export function createAddressLimit(max: number) {
  const seen = new Map<string, { since: number; count: number }>();
  return (address: string | null, now: Date): number => {
    // Where no address is known, one stranger's limit would be everybody's.
    if (address === null) return 0;
    const at = now.getTime();
    const known = seen.get(address);
    const current = known && at - known.since < MINUTE ? known : { since: at, count: 0 };
    current.count += 1;
    seen.delete(address);
    seen.set(address, current);
    const [longest] = seen.keys();
    if (seen.size > ADDRESSES && longest !== undefined) seen.delete(longest);
    if (current.count <= max) return 0;
    return Math.max(1, Math.ceil((current.since + MINUTE - at) / 1000));
  };
}
