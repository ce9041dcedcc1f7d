'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const nearEnough = 80;

type Sticking = {
  /** Whether what the scroller holds reaches to the end. */
  complete: boolean;
  /** Whether it opens at the end. */
  opensAtEnd: boolean;
};

/**
 * Keeps a scroller at its end while its content grows, unless the reader has scrolled up. `away` says
 * that they have, or that the end is not there.
 */
export function useStickToBottom({ complete, opensAtEnd }: Sticking) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(opensAtEnd);
  const whole = useRef(complete);
  const [away, setAway] = useState(false);

  useLayoutEffect(() => {
    whole.current = complete;
  }, [complete]);

  const jump = useCallback((behavior: ScrollBehavior = 'auto') => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    setAway(false);
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    box.scrollTo({ top: box.scrollHeight, behavior: calm ? 'auto' : behavior });
  }, []);

  /** Lets the reader look at another place. */
  const release = useCallback(() => {
    stuck.current = false;
  }, []);

  useLayoutEffect(() => {
    if (stuck.current) jump();
  }, [jump]);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    let top = box.scrollTop;
    let height = box.scrollHeight;
    const onScroll = () => {
      const left = box.scrollHeight - box.scrollTop - box.clientHeight;
      // Following only ever scrolls down, and content that shrinks takes the place along: any other
      // way up was the reader, however little.
      if (box.scrollTop < top - 1 && box.scrollHeight >= height - 1) stuck.current = false;
      else if (left < nearEnough && whole.current) stuck.current = true;
      top = box.scrollTop;
      height = box.scrollHeight;
      setAway(!stuck.current && (left >= nearEnough || !whole.current));
    };
    const follow = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
      else onScroll();
    });
    follow.observe(inner);
    follow.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      follow.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { scroller, content, stuck, away, jump, release };
}
