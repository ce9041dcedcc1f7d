'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../ui/button';

/** The end of a list that goes on: comes near, and the next page comes; a click does the same. */
export function LoadMore({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;

  // After each page anew: an end that is still in view asks for one more.
  useEffect(() => {
    if (busy || !end.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) more.current();
      },
      { rootMargin: '240px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [busy]);

  return (
    <div ref={end} className="flex justify-center">
      <Button variant="ghost" size="sm" busy={busy} onClick={onMore}>
        Show older
      </Button>
    </div>
  );
}
