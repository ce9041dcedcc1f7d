/**
 * What reading Markdown may cost, counted and not timed: the server and the browser come to the same.
 * One unit is about a nanosecond or two: a character that a rule looks at.
 */
export const MARKDOWN = {
  /** All of a text: chapters of 200,000 characters take less, and lists of 2,500 items. */
  work: 24_000_000,
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
  /** Characters that are gone through again where lines go on in an item of a list without indentation. */
  again: 5_000_000,
};

/** A stretch between blank lines; an odd one is shown as it was written. */
export type Piece = { text: string; odd: boolean };

/** What is left of a page's or a text's bounds. */
export type Budget = { work: number; elements: number };

/** For a text that is one of so many in its message. */
export function newBudget(of = 1): Budget {
  return { work: MARKDOWN.work / of, elements: Math.ceil(MARKDOWN.elements / of) };
}

/**
 * Units that looking through a text costs: a character, a line, a stretch between blank lines. An item
 * costs what marked does for it: it reads a whole list at once, and asks nobody in between.
 */
const SCAN = { character: 5, line: 150, stretch: 500, item: 1_800 };

/**
 * Splits a text where something odd begins and ends. It looks at each character a few times, whatever
 * the text; code in fences is never odd and stays whole.
 */
export function splitOdd(text: string, budget: Budget): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let stretch = new Stretch();
  let fence = '';
  // In HTML and in the title of a definition, what looks like a fence is none.
  let mayHide = false;
  const end = (until: number) => {
    const size = stretch.elements();
    budget.work -= SCAN.stretch;
    const odd = stretch.isOdd() || size > budget.elements || budget.work <= 0;
    if (!odd) budget.elements -= size;
    const last = pieces.at(-1);
    const part = text.slice(start, until);
    if (last?.odd === odd) last.text += part;
    else pieces.push({ text: part, odd });
    start = until;
    stretch = new Stretch();
  };
  budget.work -= SCAN.character * text.length;
  for (let place = 0; place < text.length; ) {
    const newline = text.indexOf('\n', place);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(place, newline < 0 ? next : newline);
    if (fence) {
      if (closes(line, fence)) fence = '';
    } else if (isBlank(line)) {
      if (stretch.lines > 0) end(next);
    } else {
      mayHide ||= hiding.test(line);
      if (!mayHide) fence = openedBy(line);
      if (stretch.add(line)) budget.work -= SCAN.item;
    }
    place = next;
    budget.work -= SCAN.line;
    // Where nothing more fits, nothing more is looked at.
    if (budget.work <= 0 || budget.elements === 0) break;
  }
  if (start < text.length) end(text.length);
  return pieces;
}

const hiding = /^[ >]*[<[]/;
/** At the very beginning of a line it is one for certain; others are looked at like any text. */
const fenceStart = /^(`{3,}(?=[^`]*$)|~{3,})/;
const fenceEnd = /^ {0,3}(`{3,}|~{3,}) *$/;

function openedBy(line: string): string {
  return fenceStart.exec(line)?.[1] ?? '';
}

function closes(line: string, fence: string): boolean {
  return fenceEnd.exec(line)?.[1]?.startsWith(fence) ?? false;
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
  /** What the item of the list has so far, from where its words stand on. */
  #item = { length: 0, indent: 0 };
  #again = 0;

  /** Whether the line begins an item of a list. */
  add(line: string): boolean {
    this.lines += 1;
    const prefix = prefixOf(line);
    this.#markers = Math.max(this.#markers, prefix.markers);
    if (prefix.quotes < this.#quotes) this.#lazy += 1;
    this.#quotes = prefix.quotes;
    if (prefix.startsItem) this.#item.length = 0;
    if (prefix.bullets > 0) this.#item.indent = prefix.length;
    else if (prefix.length < this.#item.indent) this.#again += this.#item.length;
    this.#item.length += line.length;
    if (line.includes('|')) {
      this.#pipes = Math.max(this.#pipes, count(line, '|'));
      this.#isTable ||= delimiterRow.test(line);
    }
    return prefix.startsItem;
  }

  /** A row that is too short is filled with cells up to the width of the table. */
  elements(): number {
    return this.#isTable ? this.lines * (this.#pipes + 1) : this.lines;
  }

  isOdd(): boolean {
    return (
      this.#markers > MARKDOWN.markers || this.#lazy > MARKDOWN.lazy || this.#again > MARKDOWN.again
    );
  }
}

type Prefix = {
  markers: number;
  quotes: number;
  bullets: number;
  /** Where the words of the line stand. */
  length: number;
  /** Whether an item of the outermost list begins here. */
  startsItem: boolean;
};

/** The markers of quotes and lists before the words of a line, as far as they are looked at. */
function prefixOf(line: string): Prefix {
  const prefix = { markers: 0, quotes: 0, bullets: 0, length: 0, startsItem: false };
  let place = 0;
  while (prefix.markers <= MARKDOWN.markers) {
    const from = place;
    while (line[place] === ' ' || line[place] === '\t') place += 1;
    prefix.length = place;
    const after = line[place] === '>' ? place + 1 : afterBullet(line, place);
    if (after === place) break;
    if (line[place] === '>') prefix.quotes += 1;
    else {
      if (prefix.bullets === 0) prefix.startsItem = place - from <= Math.min(1, prefix.quotes);
      prefix.bullets += 1;
    }
    prefix.markers += 1;
    place = after;
  }
  return prefix;
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
