'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const nearEnough = 80;

/**
 * Keeps a scroller at its end while its content grows, unless the reader has scrolled up. `away` says
 * that they have.
 */
export function useStickToBottom() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [away, setAway] = useState(false);

  const jump = useCallback((behavior: ScrollBehavior = 'auto') => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    setAway(false);
    box.scrollTo({ top: box.scrollHeight, behavior });
  }, []);

  useLayoutEffect(() => jump(), [jump]);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    let top = box.scrollTop;
    const onScroll = () => {
      const left = box.scrollHeight - box.scrollTop - box.clientHeight;
      // Following only ever scrolls down: up was the reader, however little.
      if (box.scrollTop < top - 1) stuck.current = false;
      else if (left < nearEnough) stuck.current = true;
      top = box.scrollTop;
      setAway(!stuck.current && left >= nearEnough);
    };
    const follow = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
    });
    follow.observe(inner);
    follow.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      follow.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { scroller, content, away, jump };
}
