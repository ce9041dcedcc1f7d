/**
 * What reading Markdown may cost, counted and not timed: the server and the browser come to the same.
 * One unit is about a nanosecond or two: a character that a rule looks at.
 */
export const MARKDOWN = {
  /** All of a text: ordinary answers of 200,000 characters take less than a quarter. */
  work: 30_000_000,
  /** One run of inline text, before it is read. */
  run: 4_000_000,
  /** Quotes, lists and emphasis within one another. */
  depth: 12,
  /** Lines and cells, which become elements. */
  elements: 10_000,
  /** Markers before the text of a line. */
  markers: 24,
  /** Lines that leave a quote without a blank one. */
  lazy: 50,
};

/** A stretch between blank lines; an odd one is shown as it was written. */
export type Piece = { text: string; odd: boolean };

/** What is left of a page's or a text's bounds. */
export type Budget = { work: number; elements: number };

export function newBudget(): Budget {
  return { work: MARKDOWN.work, elements: MARKDOWN.elements };
}

/**
 * Splits a text where something odd begins and ends. It looks at each character a few times, whatever
 * the text; code in fences is never odd and stays whole.
 */
export function splitOdd(text: string, budget: Budget): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let stretch = new Stretch();
  let fence = '';
  const end = (until: number) => {
    const size = stretch.elements();
    const odd = stretch.isOdd() || size > budget.elements;
    if (!odd) budget.elements -= size;
    const last = pieces.at(-1);
    const part = text.slice(start, until);
    if (last?.odd === odd) last.text += part;
    else pieces.push({ text: part, odd });
    start = until;
    stretch = new Stretch();
  };
  for (let place = 0; place < text.length; ) {
    const newline = text.indexOf('\n', place);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(place, newline < 0 ? next : newline);
    if (fence) {
      if (closes(line, fence)) fence = '';
    } else if (isBlank(line)) {
      if (stretch.lines > 0) end(next);
      // Where nothing more fits, nothing more is looked at.
      if (budget.elements === 0) break;
    } else {
      fence = openedBy(line);
      stretch.add(line);
    }
    place = next;
  }
  if (start < text.length) end(text.length);
  return pieces;
}

const fenceStart = /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/;

function openedBy(line: string): string {
  return fenceStart.exec(line)?.[1] ?? '';
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(fence) && count(trimmed, fence[0] ?? '') === trimmed.length;
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

const delimiterRow = /^[ \t>]*[|:-][ \t|:-]*$/;

/** Lines without a blank one between them. */
class Stretch {
  lines = 0;
  #pipes = 0;
  #isTable = false;
  #markers = 0;
  #lazy = 0;
  #quotes = 0;

  add(line: string) {
    this.lines += 1;
    const prefix = prefixOf(line);
    this.#markers = Math.max(this.#markers, prefix.markers);
    if (prefix.quotes < this.#quotes) this.#lazy += 1;
    this.#quotes = prefix.quotes;
    if (!line.includes('|')) return;
    this.#pipes = Math.max(this.#pipes, count(line, '|'));
    this.#isTable ||= delimiterRow.test(line);
  }

  /** A row that is too short is filled with cells up to the width of the table. */
  elements(): number {
    return this.#isTable ? this.lines * (this.#pipes + 1) : this.lines;
  }

  isOdd(): boolean {
    return this.#markers > MARKDOWN.markers || this.#lazy > MARKDOWN.lazy;
  }
}

/** How many markers of quotes and lists stand before the text of a line. */
function prefixOf(line: string): { markers: number; quotes: number } {
  let markers = 0;
  let quotes = 0;
  let place = 0;
  while (markers <= MARKDOWN.markers) {
    while (line[place] === ' ' || line[place] === '\t') place += 1;
    const sign = line[place] ?? '';
    if (sign === '>') {
      quotes += 1;
      place += 1;
    } else {
      const after = afterBullet(line, place);
      if (after === place) break;
      place = after;
    }
    markers += 1;
  }
  return { markers, quotes };
}

/** Where a bullet or a number that stands at `place` ends; `place` itself where none does. */
function afterBullet(line: string, place: number): number {
  let end = place;
  while (end - place < 9 && isDigit(line[end])) end += 1;
  const sign = line[end] ?? '';
  const fits = end > place ? sign === '.' || sign === ')' : '*+-'.includes(sign) && sign !== '';
  const next = line[end + 1];
  return fits && (next === undefined || next === ' ' || next === '\t') ? end + 1 : place;
}

function isDigit(sign: string | undefined): boolean {
  return sign !== undefined && sign >= '0' && sign <= '9';
}

export function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found += 1;
  return found;
}
