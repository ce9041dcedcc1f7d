import { literalEnd, numberEnd, QUOTE, type StringSeen, spaceEnd, stringEnd } from './tokens.ts';

/** The text is not JSON (RFC 8259). */
export class NotJson extends Error {
  override name = 'NotJson';
}

export const OPEN_OBJECT = 0x7b;
export const OPEN_LIST = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * One pass over the bytes of a JSON text, which makes no values of it. What is open stands in an
 * array, because a deep text would overflow the stack.
 */
export abstract class JsonWalk {
  /** How many objects and lists are open. */
  protected depth = 0;
  /** Of what stands deeper than this nothing is told. */
  protected listens = 0;
  protected readonly bytes: Uint8Array;
  protected readonly seen: StringSeen = { escaped: false, unstorable: false };
  private at: number;
  private isObject = new Uint8Array(1024);

  /** `bytes` are UTF-8, with a byte order mark or without. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.at = hasMark ? 3 : 0;
  }

  /** A value begins at `from`. */
  protected abstract begin(from: number): void;
  /** It ended before `to`; `seen` tells of it where it is a string. */
  protected abstract end(to: number): void;
  /** An object or a list was opened. */
  protected abstract open(): void;
  /** The name of a field, with its quotes; `seen` tells of it. */
  protected abstract name(from: number, to: number): void;

  /** Throws NotJson. */
  protected walk(): void {
    while (this.step());
    if (spaceEnd(this.bytes, this.at) < this.bytes.length) throw new NotJson();
  }

  /** Whether the object or list that is open at `depth` is an object. */
  protected isObjectAt(depth: number): boolean {
    return this.isObject[depth] === 1;
  }

  /** Reads a value, or the beginning of one that has others in it; whether another value comes. */
  private step(): boolean {
    const { bytes } = this;
    const from = spaceEnd(bytes, this.at);
    const first = bytes[from];
    const opensObject = first === OPEN_OBJECT;
    if (this.depth <= this.listens) this.begin(from);
    if (opensObject || first === OPEN_LIST) {
      this.push(opensObject);
      this.at = spaceEnd(bytes, from + 1);
      const isEmpty = bytes[this.at] === (opensObject ? CLOSE_OBJECT : CLOSE_LIST);
      if (!isEmpty) {
        if (opensObject) this.readName();
        return true;
      }
    } else {
      this.at = this.scalarEnd(from);
      if (this.depth <= this.listens) this.end(this.at);
    }
    return this.hasNext();
  }

  /** Closes what ends here; whether there is a comma and another value behind it. */
  private hasNext(): boolean {
    const { bytes } = this;
    while (this.depth > 0) {
      this.at = spaceEnd(bytes, this.at);
      const sign = bytes[this.at];
      const inObject = this.isObjectAt(this.depth - 1);
      this.at += 1;
      if (sign === COMMA) {
        if (inObject) this.readName();
        return true;
      }
      if (sign !== (inObject ? CLOSE_OBJECT : CLOSE_LIST)) throw new NotJson();
      this.depth -= 1;
      if (this.depth <= this.listens) this.end(this.at);
    }
    return false;
  }

  private readName(): void {
    const { bytes } = this;
    const from = spaceEnd(bytes, this.at);
    const to = bytes[from] === QUOTE ? stringEnd(bytes, from, this.seen) : -1;
    if (to < 0) throw new NotJson();
    if (this.depth <= this.listens) this.name(from, to);
    this.at = spaceEnd(bytes, to);
    if (bytes[this.at] !== COLON) throw new NotJson();
    this.at += 1;
  }

  private scalarEnd(from: number): number {
    const { bytes } = this;
    const first = bytes[from] ?? 0;
    if (first === QUOTE) return required(stringEnd(bytes, from, this.seen));
    if (first < 0x61) return required(numberEnd(bytes, from));
    return required(literalEnd(bytes, from));
  }

  private push(isObject: boolean): void {
    if (this.depth === this.isObject.length) {
      const larger = new Uint8Array(this.depth * 2);
      larger.set(this.isObject);
      this.isObject = larger;
    }
    this.isObject[this.depth] = isObject ? 1 : 0;
    this.depth += 1;
    if (this.depth <= this.listens) this.open();
  }
}

function required(end: number): number {
  if (end < 0) throw new NotJson();
  return end;
}
