/** Who waits for news, by the id of what they wait for. */
export type Audience = ReturnType<typeof createAudience>;

export function createAudience() {
  const seats = new Map<string, Set<() => void>>();
  return {
    /** Returns the way out. */
    join(id: string, listener: () => void): () => void {
      // One function may be given twice, and leave once.
      const seat = () => listener();
      const row = seats.get(id) ?? new Set();
      seats.set(id, row.add(seat));
      return () => {
        row.delete(seat);
        if (row.size === 0 && seats.get(id) === row) seats.delete(id);
      };
    },
    call(id: string) {
      for (const listener of [...(seats.get(id) ?? [])]) listener();
    },
    callAll() {
      for (const row of [...seats.values()]) for (const listener of [...row]) listener();
    },
    ids: () => [...seats.keys()],
    get isEmpty() {
      return seats.size === 0;
    },
  };
}
