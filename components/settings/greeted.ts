/** The longest that anything waits for a greeting, in ms. */
const PATIENCE = 5_000;

let greeting: Promise<unknown> = Promise.resolve();

/** A greeting is on its way: it renders the page of the present address anew. */
export function greeted(ended: Promise<unknown>): void {
  greeting = Promise.race([ended, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** Resolves when no greeting is on its way. */
export function whenGreeted(): Promise<unknown> {
  return greeting;
}
