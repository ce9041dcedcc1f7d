import type { ComponentProps } from 'react';
import { cn } from '../ui/cn';
import type { Highlight } from './understand';

type HighlightedTextareaProps = ComponentProps<'textarea'> & {
  value: string;
  /** In the order of the text, without overlaps. */
  highlights: readonly Highlight[];
};

/** The same line breaks in the field and in the layer behind it. */
const type =
  'col-start-1 row-start-1 w-full whitespace-pre-wrap break-words text-start text-base leading-6 [unicode-bidi:plaintext] sm:text-[0.9375rem]';

/**
 * A text field as tall as its text, with washes behind some of its words. They are drawn in a layer
 * that holds the same text, unseen; the two share one box that scrolls, so they can't come apart.
 */
export function HighlightedTextarea({
  value,
  highlights,
  className,
  ...rest
}: HighlightedTextareaProps) {
  return (
    <div className={cn('quiet-scroll grid min-w-0 grid-cols-1 overflow-y-auto', className)}>
      <div aria-hidden="true" dir="auto" className={cn(type, 'text-transparent')}>
        {pieces(value, highlights).map(({ start, text, highlight }) =>
          highlight ? (
            <span
              key={start}
              className={cn(
                'box-decoration-clone rounded-[0.3em]',
                highlight.doubtful ? 'bg-warn-wash' : 'bg-accent-wash',
              )}
            >
              {text}
            </span>
          ) : (
            text
          ),
        )}
        {/* A last line that is empty has a height too. */}
        {'\u200b'}
      </div>
      <textarea
        {...rest}
        dir="auto"
        rows={1}
        value={value}
        className={cn(type, 'z-1 h-full resize-none overflow-hidden bg-transparent outline-none')}
      />
    </div>
  );
}

type Piece = { start: number; text: string; highlight?: Highlight };

function pieces(text: string, highlights: readonly Highlight[]): Piece[] {
  const found: Piece[] = [];
  let start = 0;
  for (const highlight of highlights) {
    if (highlight.start > start) found.push({ start, text: text.slice(start, highlight.start) });
    // A wash around the space beside a word looks like a slip.
    const words = text.slice(highlight.start, highlight.end);
    const lead = words.length - words.trimStart().length;
    const end = highlight.start + words.trimEnd().length;
    if (lead) found.push({ start: highlight.start, text: words.slice(0, lead) });
    found.push({
      start: highlight.start + lead,
      text: text.slice(highlight.start + lead, end),
      highlight,
    });
    start = end;
  }
  found.push({ start, text: text.slice(start) });
  return found;
}
