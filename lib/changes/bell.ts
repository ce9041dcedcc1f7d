/** Remembers one ring, however often it was rung, for who waits next. */
export function createBell() {
  let rung = false;
  let answer = () => {};
  return {
    ring() {
      rung = true;
      answer();
    },
    /** Resolves at the next ring, or after `ms`; says whether it rang. */
    async wait(ms: number): Promise<boolean> {
      if (!rung) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        await new Promise<void>((resolve) => {
          answer = resolve;
          timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
      }
      const rang = rung;
      rung = false;
      return rang;
    },
  };
}
