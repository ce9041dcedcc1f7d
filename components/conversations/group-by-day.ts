import type { ConversationSummary } from '@/lib/conversations';

type ConversationGroup = { label: string; conversations: ConversationSummary[] };

const DAY = 86_400_000;

/**
 * Groups conversations, last used first, under Today, Yesterday, Previous 7 days, then by month
 * ("October", "December 2025"), in the person's zone.
 */
export function groupByDay(
  conversations: ConversationSummary[],
  { timeZone, now }: { timeZone: string; now: Date },
): ConversationGroup[] {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });
  const today = Date.parse(dayOf.format(now));
  const groups: ConversationGroup[] = [];
  for (const conversation of conversations) {
    const day = Date.parse(dayOf.format(new Date(conversation.updated_at)));
    const label = labelOf(day, today);
    const last = groups.at(-1);
    if (last?.label === label) last.conversations.push(conversation);
    else groups.push({ label, conversations: [conversation] });
  }
  return groups;
}

function labelOf(day: number, today: number): string {
  const age = Math.round((today - day) / DAY);
  if (age <= 0) return 'Today';
  if (age === 1) return 'Yesterday';
  if (age <= 7) return 'Previous 7 days';
  const date = new Date(day);
  const sameYear = date.getUTCFullYear() === new Date(today).getUTCFullYear();
  return date.toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
}
