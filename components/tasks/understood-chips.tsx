import {
  CalendarDays,
  Flag,
  Folder,
  type LucideIcon,
  Repeat,
  RotateCcw,
  Timer,
  X,
} from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { TextRange } from '@/lib/tasks/quick-add';
import { cn } from '../ui/cn';
import { PriorityShape } from './priority-mark';
import type { Chip } from './understand';

/** A priority brings its own shape, and a label its sign. */
const icons: Partial<Record<Chip['kind'], LucideIcon>> = {
  when: CalendarDays,
  rule: Repeat,
  deadline: Flag,
  duration: Timer,
  project: Folder,
};

type UnderstoodChipsProps = {
  text: string;
  chips: Chip[];
  /** Words that stay words because the person said so. */
  plain: readonly TextRange[];
  onReadAsText: (spans: TextRange[]) => void;
  onReadAgain: (span: TextRange) => void;
};

/** What was understood, one chip each. A click turns what it says back into plain words. */
export function UnderstoodChips(props: UnderstoodChipsProps) {
  const { text, chips, plain, onReadAsText, onReadAgain } = props;
  return (
    <ul aria-label="Understood" className="flex flex-wrap gap-1">
      {chips.map((chip) => (
        <li key={`${chip.kind} ${chip.words}`} className="min-w-0">
          {chip.spans.length > 0 ? (
            <button
              type="button"
              aria-label={`${chip.words}: read as text instead`}
              title="Read as text instead"
              onClick={() => onReadAsText(chip.spans)}
              onKeyDown={(event) => {
                if (!isDelete(event)) return;
                // The focus goes to the text, where the key would take a letter along.
                event.preventDefault();
                onReadAsText(chip.spans);
              }}
              className={cn(shape, 'bg-sunken text-ink-soft hover:bg-pressed hover:text-ink')}
            >
              <ChipWords chip={chip} />
              <X aria-hidden="true" className="size-3 shrink-0 text-ink-faint" />
            </button>
          ) : (
            <span className={cn(shape, 'text-ink-faint')}>
              <ChipWords chip={chip} />
            </span>
          )}
        </li>
      ))}
      {plain.map((span) => {
        const words = text.slice(span.start, span.end).trim();
        return (
          <li key={`plain ${span.start}`} className="min-w-0">
            <button
              type="button"
              aria-label={`“${words}” is text: read it again`}
              title="Read it again"
              onClick={() => onReadAgain(span)}
              className={cn(
                shape,
                'border border-edge border-dashed text-ink-faint hover:bg-hover hover:text-ink',
              )}
            >
              <bdi className="truncate">“{words}” is text</bdi>
              <RotateCcw aria-hidden="true" className="size-3 shrink-0" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const shape =
  'tabular inline-flex min-h-6.5 max-w-full items-center gap-1.5 rounded-md px-2 py-0.5 text-start text-[0.8125rem] leading-5 transition-colors';

function ChipWords({ chip }: { chip: Chip }) {
  const Icon = icons[chip.kind];
  return (
    <>
      {Icon ? <Icon aria-hidden="true" className="size-3.5 shrink-0 text-accent-ink" /> : null}
      {chip.priority ? <PriorityShape priority={chip.priority} /> : null}
      <bdi className="wrap-anywhere-safe">{chip.words}</bdi>
    </>
  );
}

function isDelete(event: KeyboardEvent): boolean {
  return event.key === 'Backspace' || event.key === 'Delete';
}
