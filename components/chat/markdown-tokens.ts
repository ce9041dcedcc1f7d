import { Lexer, type Token, type TokenizerExtensionFunction } from 'marked';
import { type Budget, MARKDOWN, newBudget, splitOdd } from './markdown-bounds';

/**
 * The tokens of a Markdown text. `marked` reads ordinary text; what would cost it more than
 * `MARKDOWN` allows comes as `plain` tokens, to be shown as it was written. Decision 0035.
 */
export function readMarkdown(text: string, budget: Budget = newBudget()): Token[] {
  const lexer = new BoundedLexer(budget);
  for (const piece of splitOdd(text.replace(/\r\n?/g, '\n'), budget)) {
    if (piece.odd) lexer.tokens.push(plain(piece.text));
    else lexer.blockTokens(piece.text, lexer.tokens);
  }
  // Reads the inline text of all blocks, now that what links refer to is known.
  return lexer.lex('');
}

function plain(text: string): Token {
  return { type: 'plain', raw: text, text };
}

/** Units that a block or a run of inline text costs, apart from its length. */
const START = 1500;
/** Units that each element within a run costs. */
const STEP = 400;

class BoundedLexer extends Lexer {
  readonly #budget: Budget;
  #depth = 0;

  constructor(budget: Budget) {
    const block: TokenizerExtensionFunction = (rest) =>
      this.#pays(START + lookedAt(rest)) ? undefined : plain(rest);
    // Each rule looks at most at what is left of the run.
    const inline: TokenizerExtensionFunction = (rest) =>
      this.#pays(STEP + rest.length) ? undefined : plain(rest);
    super({
      gfm: true,
      extensions: { renderers: {}, childTokens: {}, block: [block], inline: [inline] },
    });
    this.#budget = budget;
  }

  #pays(units: number): boolean {
    this.#budget.work -= units;
    return this.#budget.work > 0;
  }

  #within(tokens: Token[], text: string, read: () => Token[]): Token[] {
    if (this.#depth >= MARKDOWN.depth || !this.#pays(START + text.length)) {
      tokens.push(plain(text));
      return tokens;
    }
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  override blockTokens(text: string, tokens: Token[] = [], clipped?: boolean) {
    return this.#within(tokens, text, () => super.blockTokens(text, tokens, clipped)) as never;
  }

  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    if (specialsOf(text) * text.length > MARKDOWN.run) {
      tokens.push(plain(text));
      return tokens;
    }
    return this.#within(tokens, text, () => super.inlineTokens(text, tokens));
  }
}

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

const definition = /^ {0,3}\[[^\n]*\]:/;
const beginning = /[ \t]*(?:\n|$|#{1,6}[ \t]|[*+-][ \t]|\d{1,9}[.)][ \t]|>|```|~~~)/y;

const special = /[\\`*_~!<[\]&@]|www\.|https?:|ftp:| {2}\n/g;

function specialsOf(text: string): number {
  let found = 0;
  special.lastIndex = 0;
  while (special.test(text)) found += 1;
  return found;
}
