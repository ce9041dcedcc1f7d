type NotReached = { ok: false; error: string; try_next: string };

/** A server action that never reached the server throws: says so, as a refusal of the action would. */
export function notReached(): NotReached {
  return {
    ok: false,
    error: navigator.onLine ? 'Saydo can’t be reached.' : 'You are offline.',
    try_next: 'This was not saved. Try again in a moment.',
  };
}
