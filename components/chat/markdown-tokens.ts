import { Lexer, type Token, type TokenizerExtensionFunction } from 'marked';
import { type Budget, MARKDOWN, newBudget, splitOdd } from './markdown-bounds';

/**
 * The tokens of a Markdown text. `marked` reads ordinary text; what would cost it more than
 * `MARKDOWN` allows comes as `plain` tokens, to be shown as it was written. Decision 0035.
 */
export function readMarkdown(text: string, budget: Budget = newBudget()): Token[] {
  if (budget.work <= 0) return [plain(text)];
  const lexer = new BoundedLexer(budget);
  const pieces = splitOdd(text.replace(/\r\n?/g, '\n'), budget);
  try {
    for (const piece of pieces) {
      if (piece.odd) lexer.tokens.push(plain(piece.text));
      else lexer.blockTokens(piece.text, lexer.tokens);
    }
    // Reads the inline text of all blocks, now that what links refer to is known.
    return lexer.lex('');
  } catch {
    // A list in a quote whose next line is an underline, and maybe more: marked itself fails there.
    return [plain(text)];
  }
}

function plain(text: string): Token {
  return { type: 'plain', raw: text, text };
}

/** Units that things cost apart from what is looked at; measured, see bench/README.md. */
const COST = {
  block: 2000,
  list: 6000,
  run: 400,
  text: 250,
  element: 500,
  link: 1500,
  bracket: 600,
  failure: 800,
};

class BoundedLexer extends Lexer {
  readonly #budget: Budget;
  #depth = 0;
  /** The run of inline text that is being read, and what was left of it where its last element began. */
  #run: Run = { text: '', last: null };

  constructor(budget: Budget) {
    const block: TokenizerExtensionFunction = (rest) =>
      this.#pays((bullet.test(rest) ? COST.list : COST.block) + 5 * lookedAt(rest))
        ? undefined
        : plain(rest);
    const inline: Inline = (rest, tokens) => {
      const looked = soughtFor(this.#run, rest, tokens.at(-1));
      this.#run.last = rest;
      return this.#pays(looked + addressLength(rest)) ? undefined : plain(rest);
    };
    super({
      gfm: true,
      extensions: {
        renderers: {},
        childTokens: {},
        block: [block],
        inline: [inline as TokenizerExtensionFunction],
      },
    });
    this.#budget = budget;
  }

  #pays(units: number): boolean {
    this.#budget.work -= units;
    return this.#budget.work > 0;
  }

  #within(tokens: Token[], text: string, units: number, read: () => Token[]): Token[] {
    if (this.#depth >= MARKDOWN.depth || !this.#pays(COST.run + units)) {
      tokens.push(plain(text));
      return tokens;
    }
    const run = this.#run;
    this.#run = { text, last: null };
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
      this.#run = run;
    }
  }

  override blockTokens(text: string, tokens: Token[] = [], clipped?: boolean) {
    return this.#within(tokens, text, text.length, () =>
      super.blockTokens(text, tokens, clipped),
    ) as never;
  }

  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    const sought = specialsOf(text, brackets);
    const units = text.length * (1 + sought + specialsOf(text, ticks)) + COST.bracket * sought;
    if (units + text.length * specialsOf(text, delimiters) > MARKDOWN.run) {
      tokens.push(plain(text));
      return tokens;
    }
    return this.#within(tokens, text, units, () => super.inlineTokens(text, tokens));
  }
}

type Run = { text: string; last: string | null };
type Inline = (rest: string, tokens: Token[]) => Token | undefined;

/**
 * What the last element of a run has cost: as much as it is long, or, of a sign that opens something
 * and found no end of it, all that was left, as often as rules looked for one.
 */
function soughtFor({ text, last }: Run, rest: string, token: Token | undefined): number {
  if (last === null) return 0;
  const consumed = last.length - rest.length;
  if (token?.type === 'link') return COST.link + consumed;
  if (token?.type !== 'text') return COST.element + consumed;
  if (/^(?:!?\[|<)/.test(last)) return COST.failure + 8 * last.length;
  if (!/^[`*_~]/.test(last) || isWithinWord(text, text.length - last.length))
    return COST.text + consumed;
  return COST.failure + 10 * last.length;
}

/** Within a word, an underscore opens nothing, and nothing is sought. */
function isWithinWord(text: string, place: number): boolean {
  return (
    text[place] === '_' && wordly.test(text[place - 1] ?? '') && wordly.test(text[place + 1] ?? '')
  );
}

const wordly = /[\p{L}\p{N}]/u;

/**
 * At each element, an address of e-mail is sought in the signs that one may have. One of the web is
 * first taken as far as there is no space, and then shortened.
 */
function addressLength(rest: string): number {
  if (web.test(rest)) return 6 * lengthOf(unbroken, rest);
  return lengthOf(mail, rest);
}

function lengthOf(sticky: RegExp, text: string): number {
  sticky.lastIndex = 0;
  return sticky.exec(text)?.[0].length ?? 0;
}

const web = /^(?:www\.|https?:|ftp:|mailto:|xmpp:)/i;
const unbroken = /[^\s<]*/y;
const mail = /[\w.!#$%&'*+/=?^`{|}~@-]*/y;

/** How far the rules for blocks look: to a line that is blank or begins another block. */
function lookedAt(rest: string): number {
  // The title of a definition may go on over blank lines.
  if (definition.test(rest)) return rest.length;
  for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', end + 1)) {
    beginning.lastIndex = end + 1;
    if (beginning.test(rest)) return end;
  }
  return rest.length;
}

const bullet = /^ {0,3}(?:[*+-]|\d{1,9}[.)])[ \t\n]/;
const definition = /^ {0,3}\[[^\n]*\]:/;
const beginning = /[ \t]*(?:\n|$|#{1,6}[ \t]|[*+-][ \t]|\d{1,9}[.)][ \t]|>|```|~~~)/y;

/** What is sought from each of them on, before a run is read. */
const brackets = /[<[]/g;
const ticks = /`/g;
const delimiters = /[*_~]/g;

function specialsOf(text: string, which: RegExp): number {
  let found = 0;
  which.lastIndex = 0;
  while (which.test(text)) found += 1;
  return found;
}
