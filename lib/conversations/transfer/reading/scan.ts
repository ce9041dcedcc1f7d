import { isUtf8 } from 'node:buffer';
import type { Fault } from '../../../first-fault.ts';
import { LIMITS } from './limits.ts';
import { QUOTE } from './tokens.ts';
import { JsonWalk, NotJson, OPEN_LIST, OPEN_OBJECT } from './walk.ts';

/** A part of the file's bytes. */
export type Span = { from: number; to: number };

/** Where a conversation stands in the file, and what forbids to parse it. */
export type Found = Span & { title: Span | null; fault: Fault | null };

export type Scanned = {
  /** The file as far as it tells what it is: of lists and objects in it, only that they are. */
  frame: unknown;
  conversations: Found[];
  /** Whether there are more conversations than are looked at. */
  hasMore: boolean;
};

/**
 * Reads the bytes of a whole file once, without parsing it, and says where its conversations are and
 * what is wrong with them so far: a file of whatever bytes takes no more time and memory than its
 * length. What is wrong with the file as a whole is a fault, or a word where it is no JSON.
 */
export function scanFile(bytes: Uint8Array): Scanned | Fault | 'not JSON' | 'not UTF-8' {
  if (!isUtf8(bytes)) return 'not UTF-8';
  try {
    return new FileScan(bytes).run();
  } catch (error) {
    if (error instanceof NotJson) return 'not JSON';
    throw error;
  }
}

/** Around a conversation are the file and its list. */
const AROUND = 2;
/** Down to here is known in which field of which object a value stands. */
const KNOWN = AROUND + LIMITS.depth + 1;
/** In a call, in the list of a message, in the list of a conversation. */
const IN_CALL = AROUND + 5;

class FileScan extends JsonWalk {
  // Of each object and list that is open, down to KNOWN: what we are in.
  private readonly place = new Int32Array(KNOWN);
  private readonly field: string[] = [];
  private readonly fields = Array.from({ length: KNOWN }, () => new Set<string>());
  /** Where the value began that is read at each depth. */
  private readonly from = new Int32Array(KNOWN + 1);

  private readonly text: Buffer;
  private readonly frame = new Map<string, unknown>();
  private frameFault: Fault | null = null;
  private readonly conversations: Found[] = [];
  private current: Found | null = null;
  private values = 0;
  private hasMore = false;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): Scanned | Fault {
    this.walk();
    if (this.frameFault) return this.frameFault;
    const isObject = this.bytes[this.from[0] ?? 0] === OPEN_OBJECT;
    return {
      frame: isObject ? Object.fromEntries(this.frame) : null,
      conversations: this.conversations,
      hasMore: this.hasMore,
    };
  }

  protected override begin(from: number): void {
    const { depth } = this;
    this.from[depth] = from;
    if (depth <= 1) this.beginFrame(from);
    else if (depth === AROUND) this.beginConversation(from);
    if (depth > 0 && !this.isObjectAt(depth - 1))
      this.place[depth - 1] = (this.place[depth - 1] ?? 0) + 1;
    this.values += 1;
    if (this.values > LIMITS.values && this.current)
      this.find(`This has more than ${LIMITS.values.toLocaleString('en-US')} values.`, AROUND);
  }

  protected override open(): void {
    const inside = this.depth - 1;
    this.place[inside] = -1;
    const fields = this.fields[inside];
    if (fields && fields.size > 0) fields.clear();
    if (inside - AROUND >= LIMITS.depth) this.find('This is nested too deeply.', inside);
  }

  protected override name(from: number, to: number): void {
    const inside = this.depth - 1;
    const fields = this.fields[inside];
    if (!fields) return;
    const name: string = this.seen.escaped
      ? JSON.parse(this.text.toString('utf8', from, to))
      : this.text.toString('utf8', from + 1, to - 1);
    this.field[inside] = name;
    // Copied with `=` somewhere, it would become the copy's prototype.
    if (this.seen.unstorable || name === '__proto__')
      this.find('A field has a name that cannot be stored.', inside);
    else if (fields.has(name)) this.find('This field is there twice.', inside + 1);
    else if (fields.size === LIMITS.fields)
      this.find(`This has more than ${LIMITS.fields.toLocaleString('en-US')} fields.`, inside);
    else fields.add(name);
  }

  protected override end(to: number): void {
    const { depth, current } = this;
    const from = this.from[depth] ?? 0;
    if (depth === 1) this.keepOfFrame(from, to);
    if (!current) return;
    if (!current.fault) this.checkValue(from, to);
    if (depth === AROUND) {
      current.to = to;
      this.current = null;
      this.listens = KNOWN;
    } else if (depth === AROUND + 1 && this.bytes[from] === QUOTE)
      if (this.isObjectAt(AROUND) && this.field[AROUND] === 'title') current.title = { from, to };
  }

  /** Of what else is in the file nothing need be known. */
  private beginFrame(from: number): void {
    const first = this.bytes[from];
    if (this.depth === 0) this.listens = first === OPEN_OBJECT ? 1 : 0;
    else this.listens = first === OPEN_LIST && this.field[0] === LIST ? KNOWN : 1;
  }

  private beginConversation(from: number): void {
    this.values = 0;
    if (this.conversations.length === LIMITS.conversations) {
      this.hasMore = true;
      this.listens = AROUND;
      return;
    }
    this.current = { from, to: from, title: null, fault: null };
    this.conversations.push(this.current);
  }

  private checkValue(from: number, to: number): void {
    const { depth } = this;
    const first = this.bytes[from] ?? 0;
    if (first === QUOTE) {
      if (this.seen.unstorable) this.find('Contains characters that cannot be stored.', depth);
      else if (to - from > LIMITS.text) this.find('This text is too long.', depth);
    } else if (first <= NINE && !this.isFinite(from, to))
      this.find('This number is too large to be kept.', depth);
    if (depth >= IN_CALL && to - from > LIMITS.call)
      this.find('This is more than a tool takes or gives.', depth);
  }

  private isFinite(from: number, to: number): boolean {
    // Shorter ones without an exponent are far below the largest, and most are.
    if (to - from > LIMITS.number) return false;
    return to - from <= 2 || Number.isFinite(Number(this.text.toString('latin1', from, to)));
  }

  /** Of the file itself short values are kept, and what kind the others are. */
  private keepOfFrame(from: number, to: number): void {
    const first = this.bytes[from];
    const kept =
      first === OPEN_LIST
        ? []
        : first === OPEN_OBJECT
          ? {}
          : to - from > 200
            ? ''
            : JSON.parse(this.text.toString('utf8', from, to));
    this.frame.set(this.field[0] ?? '', kept);
  }

  /**
   * Something is wrong with what stands at `depth`, in a conversation or in the file. Of what is in
   * it nothing more need be known.
   */
  private find(error: string, depth: number): void {
    if (this.current) this.current.fault = { error, path: this.pathTo(depth, AROUND) };
    else this.frameFault = { error, path: this.pathTo(depth, 0) };
    this.listens = this.current ? AROUND : 0;
  }

  private pathTo(depth: number, from: number): string {
    const steps: (string | number)[] = [];
    for (let at = from; at < depth; at += 1)
      steps.push((this.isObjectAt(at) ? this.field[at]?.slice(0, 100) : this.place[at]) ?? 0);
    return steps.join('.').toWellFormed();
  }
}

const LIST = 'conversations';
const NINE = 0x39;
