/** Why a password is refused. The words for each are in words.ts. */
export type Weakness =
  | 'PASSWORD_COMMON'
  | 'PASSWORD_PERSONAL'
  | 'PASSWORD_KEYS'
  | 'PASSWORD_REPEATS'
  | 'PASSWORD_DATE';

/** What whoever guesses knows of the person. */
type Person = { name?: string | undefined; email?: string | undefined };

/** A guesser who tries the likely ones first has found it after so many tries. */
const FEW = 1e6;
/** The same for what is mostly one known word with something small added ("Summer2024!"). */
const FEW_AROUND_A_WORD = 1e8;
/** How much of a password is looked at: what is weak after so much of it stays weak. */
const LOOKED_AT = 64;

/**
 * Why the password would be found soon, or null for one that is good enough. The list of common and
 * leaked ones is on this server: nothing is asked of anybody.
 */
export async function findWeakness(password: string, person: Person): Promise<Weakness | null> {
  const checker = await loadChecker();
  const text = password.slice(0, LOOKED_AT);
  const { guesses, sequence } = checker.check(text, wordsOf(person));
  const longest = sequence.reduce<(typeof sequence)[number] | null>(
    (best, next) => (best && best.token.length >= next.token.length ? best : next),
    null,
  );
  const isAroundAWord =
    longest?.pattern === 'dictionary' && longest.token.length * 2 >= text.length;
  if (guesses >= (isAroundAWord ? FEW_AROUND_A_WORD : FEW)) return null;
  const personal = sequence.some(
    (match) => match.pattern === 'dictionary' && match.dictionaryName === 'userInputs',
  );
  if (personal) return 'PASSWORD_PERSONAL';
  return weaknessOf(longest?.pattern);
}

function weaknessOf(pattern: string | undefined): Weakness {
  if (pattern === 'spatial') return 'PASSWORD_KEYS';
  if (pattern === 'repeat' || pattern === 'sequence') return 'PASSWORD_REPEATS';
  if (pattern === 'date' || pattern === 'regex') return 'PASSWORD_DATE';
  return 'PASSWORD_COMMON';
}

/** Name and address, whole and in parts, and the name of this place. */
function wordsOf({ name = '', email = '' }: Person): string[] {
  const parts = `${name} ${email}`.split(/[^\p{L}\p{N}]+/u);
  const words = [name, name.replace(/\s+/gu, ''), email, email.split('@')[0] ?? '', ...parts];
  return [...new Set(['saydo', ...words.filter((word) => word.length >= 3)])].slice(0, 30);
}

let loading: ReturnType<typeof load> | undefined;

/** The list holds 8 MB, so it comes when somebody chooses a password for the first time. */
function loadChecker() {
  loading ??= load();
  return loading;
}

async function load() {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { passwords: common.dictionary['passwords-common'] },
    graphs: common.adjacencyGraphs,
  });
}
