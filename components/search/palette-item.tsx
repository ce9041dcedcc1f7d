import {
  Archive,
  Circle,
  CircleCheck,
  ListChecks,
  MessageCircle,
  MoreHorizontal,
  Settings,
  SquarePen,
  SunMoon,
  TextQuote,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Segment } from '@/lib/search';
import { sayDueShortly, todayIn } from '../tasks/due-words';
import type { ActionId, PaletteItem } from './palette-items';
import { sayWhen } from './say-when';

type Here = { timeZone: string; now: Date };

/** One line of the search: what it is, with what was looked for marked, where it is from and when. */
export function PaletteLine({ item, here }: { item: PaletteItem; here: Here }) {
  switch (item.type) {
    case 'action':
      return <Line icon={actionIcons[item.id]} title={item.label} />;
    case 'recent':
      return (
        <Line
          icon={<MessageCircle />}
          title={item.conversation.title || 'New chat'}
          aside={sayWhen(item.conversation.updated_at, here)}
        />
      );
    case 'conversation':
      return (
        <Line
          icon={item.hit.archived ? <Archive /> : <MessageCircle />}
          title={<Marked segments={item.hit.title} />}
          aside={[item.hit.archived && 'Archived', sayWhen(item.hit.updated_at, here)]}
        />
      );
    case 'message':
      return (
        <Line
          icon={<TextQuote />}
          title={<Marked segments={item.hit.snippet} />}
          tall
          below={[
            item.hit.role === 'user' ? 'You' : 'Saydo',
            item.hit.conversation.title || 'New chat',
            item.hit.conversation.archived && 'Archived',
          ]}
          aside={sayWhen(item.hit.created_at, here)}
        />
      );
    case 'task':
      return (
        <Line
          icon={item.hit.completed ? <CircleCheck /> : <Circle />}
          title={<Marked segments={item.hit.title} />}
          below={item.hit.description ? <Marked segments={item.hit.description} /> : undefined}
          aside={
            item.hit.completed
              ? 'Done'
              : sayDueShortly(item.hit, todayIn(here.timeZone, here.now)) || undefined
          }
        />
      );
    case 'more':
      return <Line icon={<MoreHorizontal />} title={`More ${item.kind}`} quiet />;
  }
}

const actionIcons: Record<ActionId, ReactNode> = {
  'new-chat': <SquarePen />,
  tasks: <ListChecks />,
  settings: <Settings />,
  theme: <SunMoon />,
};

type Words = string | false | undefined;

type LineProps = {
  icon: ReactNode;
  title: ReactNode;
  /** The title may take two lines. */
  tall?: boolean;
  quiet?: boolean;
  below?: ReactNode | Words[];
  aside?: Words | Words[];
};

function Line({ icon, title, tall, quiet, below, aside }: LineProps) {
  const asideWords = [aside].flat().filter(Boolean);
  return (
    <>
      <span aria-hidden="true" className="mt-0.5 shrink-0 text-ink-faint [&_svg]:size-4">
        {icon}
      </span>
      <span className="min-w-0 flex-1">
        <span
          dir="auto"
          className={
            tall
              ? 'wrap-anywhere-safe line-clamp-2'
              : quiet
                ? 'block text-ink-soft'
                : 'block truncate'
          }
        >
          {title}
        </span>
        {below ? (
          <span dir="auto" className="block truncate text-ink-faint text-xs">
            {Array.isArray(below) ? below.filter(Boolean).join(' · ') : below}
          </span>
        ) : null}
      </span>
      {asideWords.length > 0 ? (
        <span className="tabular mt-0.5 shrink-0 text-ink-faint text-xs leading-5">
          {asideWords.join(' · ')}
        </span>
      ) : null}
    </>
  );
}

function Marked({ segments }: { segments: Segment[] }) {
  let at = 0;
  return segments.map(({ text, hit }) => {
    const key = at;
    at += text.length;
    return hit ? (
      <mark key={key} className="rounded-sm bg-accent-wash font-medium text-accent-ink">
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}
