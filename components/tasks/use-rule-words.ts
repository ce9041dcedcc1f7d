'use client';

import { useEffect, useState } from 'react';
import type { TaskView } from '@/lib/tasks';

/** An RRULE body in words, once what knows them has been loaded; null before that and without a rule. */
export function useRuleWords(
  rule: string | null,
  from: TaskView['recurrence_from'],
): string | null {
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    setWords(null);
    if (!rule) return;
    let wanted = true;
    void import('@/lib/language/describe-rule').then(
      ({ describeRule }) => wanted && setWords(describeRule(rule, from)),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [rule, from]);
  return words;
}
