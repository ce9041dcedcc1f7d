'use client';

import { useEffect } from 'react';
import { tooOften } from '@/lib/auth/limit-words';
import { Button } from '../ui/button';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be shown. `digest` is what the server's log calls it. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  const wasTooOften = error.digest === tooOften;
  useEffect(() => {
    console.error(error);
  }, [error]);

  return (
    <div
      role="alert"
      className="mx-auto flex max-w-md flex-1 flex-col items-start justify-center gap-3 px-6 py-16"
    >
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">
        {wasTooOften ? 'That was too often in a short time' : 'This page could not be shown'}
      </h1>
      <p className="text-ink-soft">
        {wasTooOften
          ? 'Your account opened very many pages within a minute. Your tasks and conversations are saved; wait a minute, then try again.'
          : 'Something went wrong on our side. Your tasks and conversations are saved; try again, or reload in a moment.'}
      </p>
      {error.digest && !wasTooOften ? (
        <p className="text-ink-faint text-sm">If you report it, mention {error.digest}.</p>
      ) : null}
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
