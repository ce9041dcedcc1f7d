import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';
import { RequestError } from '../layout/fetch-json';
import { readAnswer } from './read-answer';

/**
 * asking: sent, nothing heard yet. reading: heard of a moment ago. lost: the connection broke, and is
 * being made again. failed: the answer can't be reached; `error` says why.
 */
export type ReaderStatus = 'ready' | 'asking' | 'reading' | 'lost' | 'failed';

/** What a reader of answers needs from around it. */
export type ReaderDoors = {
  /** Asks for an answer. Throws `RequestError`. */
  ask: (body: object, signal: AbortSignal) => Promise<Response>;
  /** The stream of the answer that runs in the conversation; null when none does. */
  attach: (signal: AbortSignal) => Promise<Response | null>;
  /** Reads what is stored, and shows it. */
  look: () => Promise<Thread>;
  /** Whether an answer runs, as far as this tab knows. */
  isRunning: () => boolean;
  show: (message: SaydoMessage) => void;
  onStatus: (status: ReaderStatus, error: Error | null) => void;
  onBegin: () => void;
  onEnd: () => void;
  /** It reads nothing any more: what was put off while it did can be done. */
  onFree: () => void;
  /** Waits, at most `ms`; a network that comes back ends it sooner. */
  wait: (ms: number) => Promise<void>;
};

/** A stream without a sign of life for this long is looked after, in ms. */
export const SILENCE = 20_000;
/** How often in a row an answer may not be reached before that is said. */
const TRIES = 5;
/** How often in a row a running answer may have no stream: its row ends in 20 seconds then. */
const EMPTY_TRIES = 12;

type Line = { abort: AbortController; left: boolean; follows: boolean };

/** Asks for answers and reads them; one at a time. What it doesn't read goes on without it. */
export function createReader(doors: ReaderDoors) {
  let line: Line | null = null;
  /** Whether it was told that the running answer can't be reached. */
  let outOfReach = false;

  /**
   * Asks for an answer, and reads it from then on. Resolves with true once the server has taken the
   * request, with false when it was let go before anybody knew, and throws what it was refused with.
   * `arrived` says whether what is stored shows that it was taken, for when its response was lost.
   */
  async function ask(
    body: object,
    { going, arrived }: { going?: SaydoMessage; arrived: (stored: Thread) => boolean },
  ): Promise<boolean> {
    const own = take(false);
    doors.onStatus('asking', null);
    let response: Response | null;
    try {
      response = await send(own, body, arrived);
    } catch (error) {
      if (own.left) return false;
      release(own);
      doors.onFree();
      throw error;
    }
    if (own.left) return true;
    doors.onBegin();
    void keepReading(own, response, going);
    return true;
  }

  /** The response to a request; null when it was lost and the request arrived all the same. */
  async function send(
    own: Line,
    body: object,
    arrived: (stored: Thread) => boolean,
  ): Promise<Response | null> {
    try {
      return await answered(own, (signal) => doors.ask(body, signal));
    } catch (error) {
      if (!own.left && isUnreachable(error) && (await hasArrived(arrived))) return null;
      throw error;
    }
  }

  async function hasArrived(arrived: (stored: Thread) => boolean): Promise<boolean> {
    try {
      return arrived(await doors.look());
    } catch (error) {
      if (error instanceof RequestError) return false;
      throw error;
    }
  }

  /** Looks at what is stored, and reads the answer that runs there, if one does. */
  async function follow(): Promise<void> {
    if (line) return;
    const own = take(true);
    try {
      const stored = await doors.look();
      if (own.left) return;
      if (!isRunning(stored)) return calm();
    } catch (error) {
      if (own.left) return;
      if (!(error instanceof RequestError)) {
        release(own);
        throw error;
      }
      // Nothing was being waited for: that it can't be looked at is not worth a word.
      if (!doors.isRunning()) {
        line = null;
        return doors.onFree();
      }
    }
    await keepReading(own, null);
  }

  /** Nothing runs. What could not be reached has ended meanwhile. */
  function calm(): void {
    line = null;
    if (outOfReach) {
      outOfReach = false;
      doors.onStatus('ready', null);
      doors.onEnd();
    }
    doors.onFree();
  }

  async function keepReading(own: Line, response: Response | null, going?: SaydoMessage) {
    doors.onStatus('reading', null);
    const ended = response ? await read(own, response, going) : false;
    if (own.left) return;
    let error: Error | null;
    try {
      error = ended ? null : await attachAgain(own);
    } catch (unforeseen) {
      // It must not look as if the answer were read for ever.
      endReading(own, unforeseen instanceof Error ? unforeseen : new Error(String(unforeseen)));
      throw unforeseen;
    }
    endReading(own, error);
  }

  function endReading(own: Line, error: Error | null): void {
    if (own.left) return;
    outOfReach = error !== null;
    release(own, error);
    doors.onEnd();
    doors.onFree();
  }

  /** Until the answer has ended; gives why it can't be reached, if that is so. */
  async function attachAgain(own: Line): Promise<Error | null> {
    let failed = 0;
    let empty = 0;
    while (!own.left) {
      try {
        if (!isRunning(await doors.look()) || own.left) return null;
        const response = await answered(own, doors.attach);
        failed = 0;
        empty = response ? 0 : empty + 1;
        if (response) {
          doors.onStatus('reading', null);
          if (await read(own, response)) return null;
        }
      } catch (error) {
        if (own.left) return null;
        if (!(error instanceof RequestError)) throw error;
        failed += 1;
        if (isFinal(error) || failed >= TRIES) return error;
      }
      if (own.left) return null;
      if (empty >= EMPTY_TRIES) return new Error('The answer has no stream.');
      doors.onStatus('lost', null);
      await doors.wait(pauseAfter(failed + empty));
    }
    return null;
  }

  /** Reads a stream to its end; one that falls silent is given up, since it may be dead. */
  async function read(own: Line, response: Response, going?: SaydoMessage): Promise<boolean> {
    if (!response.body) return false;
    const quit = new AbortController();
    let timer = setTimeout(() => quit.abort(), SILENCE);
    const onChunk = () => {
      clearTimeout(timer);
      timer = setTimeout(() => quit.abort(), SILENCE);
    };
    const show = (message: SaydoMessage) => {
      if (!own.left) doors.show(message);
    };
    const body = until(response.body, AbortSignal.any([quit.signal, own.abort.signal]));
    const ended = await readAnswer(body, { going, show, onChunk });
    clearTimeout(timer);
    return ended;
  }

  function take(follows: boolean): Line {
    drop();
    line = { abort: new AbortController(), left: false, follows };
    return line;
  }

  function drop(): void {
    if (!line) return;
    line.left = true;
    line.abort.abort();
    line = null;
  }

  function release(own: Line, error: Error | null = null): void {
    if (line !== own) return;
    line = null;
    doors.onStatus(error ? 'failed' : 'ready', error);
  }

  return {
    ask,
    follow,
    /** Lets go of an answer that another tab asked for: a hidden tab needs no connection. */
    rest() {
      if (!line?.follows) return;
      drop();
      doors.onStatus('ready', null);
    },
    /** Gives up the connection, which may be dead, and looks again. */
    renew() {
      drop();
      return follow();
    },
    /** Whether it is asking or reading. */
    isBusy: () => line !== null,
    /** Stops reading; the answer goes on. */
    leave: drop,
  };
}

export type AnswerReader = ReturnType<typeof createReader>;

function isRunning(stored: Thread): boolean {
  return stored.messages.at(-1)?.metadata?.status === 'streaming';
}

/** Whether a request may have arrived although nothing was heard of it. */
function isUnreachable(error: unknown): boolean {
  return error instanceof RequestError && error.status === 0;
}

/** A refusal that asking again doesn't change: signed out, or deleted. */
function isFinal({ status }: RequestError): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/** How long to wait before the next try, in ms: quick at first, then patient. */
export function pauseAfter(tries: number): number {
  return Math.min(5000, 250 * 2 ** tries);
}

/** A response that begins in time. One that doesn't counts as a network that is not there. */
async function answered<Answer>(
  own: Line,
  send: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('No response in time.', 'TimeoutError')),
    SILENCE,
  );
  try {
    return await send(AbortSignal.any([own.abort.signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/** The body, until the signal ends it as a broken connection would. */
function until(body: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const through = new TransformStream<Uint8Array, Uint8Array>();
  body.pipeTo(through.writable, { signal }).catch(() => {
    // The reader of the other end is told the same.
  });
  return through.readable;
}
