import { CircleHelp } from 'lucide-react';
import { Button } from '../ui/button';
import type { Ask, Choice } from './understand';

type QuickAsksProps = { asks: Ask[]; onChoose: (choice: Choice) => void };

/** What a sensible person would ask before writing it down, with the answers as buttons. */
export function QuickAsks({ asks, onChoose }: QuickAsksProps) {
  return asks.map((ask) => (
    <div
      key={ask.message}
      className="flex gap-2 border-line border-t px-3 py-2 text-[0.8125rem] text-ink-soft"
    >
      <CircleHelp
        aria-hidden="true"
        className={
          ask.blocking ? 'size-4 shrink-0 text-warn-ink' : 'size-4 shrink-0 text-ink-faint'
        }
      />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere-safe leading-4.5">{ask.message}</p>
        {ask.choices.length > 0 ? (
          <div className="mt-1.5 flex flex-wrap gap-1.5">
            {ask.choices.map((choice) => (
              <Button
                key={choice.words}
                size="sm"
                onClick={() => onChoose(choice)}
                className="h-auto min-h-7 max-w-full whitespace-normal py-0.5 text-start"
              >
                {choice.words}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </div>
  ));
}
