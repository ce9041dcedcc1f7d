import type { FormState } from '../forms';

/** What an authenticator is set up with. */
export type Setup = {
  /** The key in groups of four, for typing. */
  key: string;
  /** The QR code: how many modules a side, and the dark ones as the data of an SVG path. */
  qr: { size: number; path: string };
};

/** What the forms of the second step know: a setup that waits for its code, or codes to keep. */
export type TwoFactorState = FormState & { setup?: Setup; codes?: string[] };
