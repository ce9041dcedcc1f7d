import { History } from 'lucide-react';
import { useShell } from '../layout/shell-context';
import { Card } from './card';

type Entry = {
  content: string;
  undone: boolean;
  created_at: string;
  actor: string;
  task_id: string;
};

/** Who changed what and when, newest first. */
export function HistoryCard({ entries }: { entries: Entry[] }) {
  const { timeZone } = useShell();
  const at = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <Card heading="What changed" icon={<History aria-hidden="true" className="text-ink-faint" />}>
      {entries.length === 0 ? <p className="py-1.5 text-ink-faint text-sm">Nothing yet.</p> : null}
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <li
            key={`${entry.task_id} ${entry.created_at} ${entry.content}`}
            className="wrap-anywhere-safe py-1.5 text-sm"
          >
            <bdi>{entry.content}</bdi>
            <span className="tabular block text-[0.8125rem] text-ink-faint">
              {at.format(new Date(entry.created_at))}
              {entry.actor === 'assistant' ? ', by the assistant' : ''}
              {entry.undone ? ', undone' : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
