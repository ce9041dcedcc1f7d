import { NewChat } from '@/components/chat/new-chat';
import { clockOf, getPreferences } from '@/lib/account/preferences';
import { requirePageScope } from '@/lib/auth/session';
import { wallTime } from '@/lib/clock';
import { listTasks } from '@/lib/tasks';

export default async function NewChatPage() {
  const { scope, user } = await requirePageScope('/');
  const preferences = await getPreferences(scope);
  const clock = clockOf(preferences, new Date());
  const [open, done] = await Promise.all([
    listTasks(scope, { list: 'all', limit: 1 }, clock),
    listTasks(scope, { list: 'done', limit: 1 }, clock),
  ]);
  const words = `${greetingAt(wallTime(clock).hour)}, ${user.name.split(/\s+/)[0]}`;
  return <NewChat greeting={{ words, open: open.total, done: done.total }} />;
}

function greetingAt(hour: number): string {
  if (hour < 5) return 'Up late';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}
