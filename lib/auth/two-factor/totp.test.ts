import { describe, expect, it } from 'vitest';
import { codeAt, isCode, keyOf } from './totp';

const secret = '12345678901234567890';
const at = (seconds: number) => new Date(seconds * 1000);

describe('an authenticator’s code', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('at %d seconds is the one of RFC 6238, appendix B', (seconds, code) => {
    expect(codeAt(secret, at(seconds))).toBe(code);
  });

  it('is taken half a minute early and late, and not a minute later', () => {
    const code = codeAt(secret, at(1000 * 30));
    const taken = [998, 999, 1000, 1001, 1002].map((step) => isCode(secret, code, at(step * 30)));
    expect(taken).toEqual([false, true, true, true, false]);
    expect(isCode(secret, '', at(60))).toBe(false);
    expect(isCode(secret, `${code}0`, at(1000 * 30))).toBe(false);
  });

  it('comes from a key in base32', () => {
    expect(keyOf(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(keyOf('foob')).toBe('MZXW6YQ');
  });
});
