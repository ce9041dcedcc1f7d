export type Seats = ReturnType<typeof createSeats>;

/** The open streams of each user: of more than `most`, the oldest has to go. */
export function createSeats(most: number) {
  const taken = new Map<string, Set<() => void>>();
  return {
    /** Takes a seat, for which `leave` may be called to make room. Returns what gives it back. */
    take(userId: string, leave: () => void): () => void {
      const row = taken.get(userId) ?? new Set();
      taken.set(userId, row.add(leave));
      const [oldest] = row;
      if (row.size > most) oldest?.();
      return () => {
        row.delete(leave);
        if (row.size === 0 && taken.get(userId) === row) taken.delete(userId);
      };
    },
    get size() {
      return [...taken.values()].reduce((sum, row) => sum + row.size, 0);
    },
  };
}
