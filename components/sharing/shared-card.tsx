import { Check, List } from 'lucide-react';
import type { SharedCard as Shared, SharedTask } from '@/lib/sharing';
import { Card } from '../chat/card';
import { TaskLine } from '../chat/task-line';
import { sayDone } from '../chat/tool-words';

/** A task card of a shared conversation, without anything that acts. */
export function SharedCard({ card }: { card: Shared }) {
  const found = card.found !== null || card.tool === 'get_task';
  return (
    <Card
      heading={
        card.found
          ? capitalized(card.found)
          : found
            ? 'A task'
            : sayDone(card.tool, card.tasks.length)
      }
      icon={
        found ? (
          <List aria-hidden="true" className="text-ink-faint" />
        ) : (
          <Check aria-hidden="true" className="text-good-ink" />
        )
      }
    >
      {card.tasks.length === 0 ? (
        <p className="py-1.5 text-ink-faint text-sm">Nothing here.</p>
      ) : (
        <ul className="divide-y divide-line">
          {card.tasks.map((task, place) => (
            <TaskLine
              key={`task ${place.toString()}`}
              task={toView(task)}
              struck={found ? task.completed : task.deleted}
            />
          ))}
        </ul>
      )}
      {card.more > 0 ? <p className="py-1.5 text-ink-faint text-sm">and {card.more} more</p> : null}
    </Card>
  );
}

/** With what a line of a task never shows, left blank. */
function toView(task: SharedTask) {
  return {
    ...task,
    id: '',
    description: '',
    weekday: null,
    overdue: false,
    recurrence: null,
    recurrence_from: 'due' as const,
    completed_at: null,
    version: 1,
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
