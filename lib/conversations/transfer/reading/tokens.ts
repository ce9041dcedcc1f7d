/** What was seen in the string that was read last. */
export type StringSeen = { escaped: boolean; unstorable: boolean };

export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const SMALL_U = 0x75;

/**
 * Where the string ends whose first quote is at `from`, or -1 where it is none (RFC 8259, section 7).
 * It is unstorable with an escaped NUL or half of a surrogate pair; in UTF-8 neither stands unescaped.
 */
export function stringEnd(bytes: Uint8Array, from: number, seen: StringSeen): number {
  seen.escaped = false;
  seen.unstorable = false;
  /** Where the second half of a pair has to begin, or -1. */
  let half = -1;
  let at = from + 1;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      if (half !== -1) seen.unstorable = true;
      return at + 1;
    }
    if (byte < 0x20) return -1;
    if (byte !== BACKSLASH) {
      at += 1;
      continue;
    }
    seen.escaped = true;
    const letter = bytes[at + 1] ?? 0;
    if (letter !== SMALL_U) {
      if (!isEscape(letter)) return -1;
      at += 2;
      continue;
    }
    const code = hexadecimal(bytes, at + 2);
    if (code < 0) return -1;
    const isSecond = code >= 0xdc00 && code <= 0xdfff;
    if (code === 0 || (isSecond ? half !== at : half !== -1)) seen.unstorable = true;
    at += 6;
    half = code >= 0xd800 && code <= 0xdbff ? at : -1;
  }
  return -1;
}

/** Where the number ends that begins at `from`, or -1 where it is none (RFC 8259, section 6). */
export function numberEnd(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === MINUS ? from + 1 : from;
  const whole = at;
  at = digitsEnd(bytes, at);
  if (at === whole || (bytes[whole] === ZERO && at > whole + 1)) return -1;
  if (bytes[at] === POINT) {
    const fraction = at + 1;
    at = digitsEnd(bytes, fraction);
    if (at === fraction) return -1;
  }
  // `e` and `E` differ in one bit.
  if (((bytes[at] ?? 0) | 0x20) === 0x65) {
    at += bytes[at + 1] === MINUS || bytes[at + 1] === PLUS ? 2 : 1;
    const exponent = at;
    at = digitsEnd(bytes, exponent);
    if (at === exponent) return -1;
  }
  return at;
}

/** Where `true`, `false` or `null` ends that begins at `from`, or -1 where it is none of them. */
export function literalEnd(bytes: Uint8Array, from: number): number {
  const word = literals.get(bytes[from] ?? 0);
  if (!word) return -1;
  for (const [place, byte] of word.entries()) if (bytes[from + place] !== byte) return -1;
  return from + word.length;
}

/** The first place from `at` on that is no white space. */
export function spaceEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  for (;;) {
    const byte = bytes[end];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return end;
    end += 1;
  }
}

const literals = new Map(
  ['true', 'false', 'null'].map((word) => {
    const bytes = new TextEncoder().encode(word);
    return [bytes[0] ?? 0, bytes];
  }),
);

const escapes = new Set(new TextEncoder().encode('"\\/bfnrt'));

function isEscape(letter: number): boolean {
  return escapes.has(letter);
}

function hexadecimal(bytes: Uint8Array, from: number): number {
  let code = 0;
  for (let at = from; at < from + 4; at += 1) {
    const byte = bytes[at] ?? 0;
    const small = byte | 0x20;
    if (byte >= ZERO && byte <= 0x39) code = code * 16 + byte - ZERO;
    else if (small >= 0x61 && small <= 0x66) code = code * 16 + small - 0x57;
    else return -1;
  }
  return code;
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > 0x39) return at;
    at += 1;
  }
}
