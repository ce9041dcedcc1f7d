/** Six digits, however they were spaced. */
export function tidyCode(typed: string): string {
  return typed.replace(/[^\d]/g, '');
}

/** A backup code as it was made, however it was typed: `k7f2m-9xq4p`. */
export function tidyBackupCode(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z\d]/g, '');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
