import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import type { EdgeState } from './use-edges';

type EdgeButtonProps = { state: EdgeState; onClick: () => void; children: ReactNode };

/** The way to messages that are not loaded yet; it is seldom needed, since scrolling loads them. */
export function EdgeButton({ state, onClick, children }: EdgeButtonProps) {
  return (
    <Button variant="quiet" size="sm" busy={state === 'loading'} onClick={onClick}>
      {state === 'failed' ? 'Could not be loaded. Try again' : children}
    </Button>
  );
}
