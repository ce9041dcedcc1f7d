/** A word or a phrase that is looked for, in lower case. */
export type Term = {
  text: string;
  /** Quoted: its words stand together, in this order. */
  phrase: boolean;
  /** The last word may still be being typed: other words begin with it. */
  open: boolean;
};

export type SearchQuery = {
  /** All of them must be there. */
  terms: Term[];
  /** None of them may be there. */
  without: Term[];
  /** What was looked for as one text: a hit that has it word for word comes first. */
  literal: string;
};

/** What a search looks at of a longer text; nobody types as much. */
const LENGTH = 300;
const MOST_TERMS = 8;
const WORD_LENGTH = 64;

/**
 * Reads what a person typed: words, "phrases in quotes" and -words to leave out. Any text will do;
 * one that holds no word, such as "!!!", has no terms. Of a very long text the beginning counts.
 */
export function parseQuery(text: string): SearchQuery {
  const found = [...plain(text).matchAll(/(-?)"([^"]*)"?|(-?)([^\s"]+)/gu)]
    .map(([, notPhrase, phrase, notWord, word]) => ({
      text: trimmed(phrase ?? word ?? ''),
      phrase: phrase !== undefined && /\s/u.test(phrase.trim()),
      quoted: phrase !== undefined,
      out: notPhrase === '-' || notWord === '-',
    }))
    .filter((term) => term.text !== '')
    .slice(0, MOST_TERMS);
  const wanted = found.filter((term) => !term.out);
  return {
    terms: wanted.map(({ text: words, phrase, quoted }, place) => ({
      text: words,
      phrase,
      open: !quoted && place === wanted.length - 1,
    })),
    without: found
      .filter((term) => term.out)
      .map(({ text: words, phrase }) => ({ text: words, phrase, open: false })),
    literal: wanted.map((term) => term.text).join(' '),
  };
}

/** Whether its script writes words without spaces, so that it may stand inside what looks like one. */
export function standsInside(word: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(
    word,
  );
}

/** Without what Postgres can't store or a keyboard writes in several ways. */
function plain(text: string): string {
  return text
    .slice(0, LENGTH)
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{Cc}\uFFFD]/gu, ' ')
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‘’]/gu, "'");
}

function trimmed(text: string): string {
  const words = text.replace(/\s+/gu, ' ').replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
  return [...words].slice(0, WORD_LENGTH).join('');
}
