import { describe, expect, it } from 'vitest';
import { findWeakness } from './password-strength';

const ada = { name: 'Ada Lovelace', email: 'countess.ada@analytical.example' };

describe('a password that is chosen', () => {
  it.each([
    ['password1', 'PASSWORD_COMMON'],
    ['P@ssw0rd1!', 'PASSWORD_COMMON'],
    ['iloveyou', 'PASSWORD_COMMON'],
    ['Sunshine99', 'PASSWORD_COMMON'],
    ['Summer2024!', 'PASSWORD_COMMON'],
    ['drowssap1', 'PASSWORD_COMMON'],
    ['lovelace1815', 'PASSWORD_PERSONAL'],
    ['AdaLovelace', 'PASSWORD_PERSONAL'],
    ['countess.ada', 'PASSWORD_PERSONAL'],
    ['analytical!', 'PASSWORD_PERSONAL'],
    ['countess.ada@analytical.example', 'PASSWORD_PERSONAL'],
    ['saydo2026', 'PASSWORD_PERSONAL'],
    ['zxcvbnm,./', 'PASSWORD_KEYS'],
    ['aaaaaaaaaaaa', 'PASSWORD_REPEATS'],
    ['x'.repeat(128), 'PASSWORD_REPEATS'],
    ['😀😀😀😀😀😀😀😀', 'PASSWORD_REPEATS'],
    ['ghijklmnop', 'PASSWORD_REPEATS'],
    ['19.12.1990', 'PASSWORD_DATE'],
  ])('%s is refused: %s', async (password, weakness) => {
    expect(await findWeakness(password, ada)).toBe(weakness);
  });

  it.each([
    'correct horse battery',
    'only mine now',
    'kJ8#2mPq',
    'ноги мои ходят сами',
    '月が綺麗ですね今夜は',
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  ])('%s is taken', async (password) => {
    expect(await findWeakness(password, ada)).toBeNull();
  });

  it('is weak for who has that name, and not for somebody else', async () => {
    expect(await findWeakness('Featherstonehaugh', { name: 'Bob Featherstonehaugh' })).toBe(
      'PASSWORD_PERSONAL',
    );
    expect(await findWeakness('Featherstonehaugh', ada)).toBeNull();
  });

  it('costs little to judge, whatever it is', async () => {
    await findWeakness('warm up', ada);
    const texts = ['1111122222333334444455555', '@4€3$5', 'p@55w0rd', '19.01.1990', 'aAbBcC@4'];
    const begin = process.cpuUsage();
    for (const text of texts) await findWeakness(text.repeat(40).slice(0, 128), ada);
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000 / texts.length).toBeLessThan(250);
  });
});
