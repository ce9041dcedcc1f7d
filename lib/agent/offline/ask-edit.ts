import { addFrom } from './add';
import { isNo } from './choice';
import { readFix } from './corrections';
import { editTasks } from './edit';
import { find } from './find';
import { moveTo } from './move';
import { type Context, type Plan, say } from './plan';
import type { Task } from './results';
import { names } from './wording';

/** "Edit the report": asks what about it; without such a task it is one to add. */
export function* askEdit(phrase: string, said: string, context: Context): Plan {
  const then = (tasks: Task[]) => askWhatToChange(tasks, said, context);
  const found = yield* find(phrase, context, {
    status: 'open',
    then,
    ask: 'Which one should I change?',
  });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none' || !found.sure) return yield* addFrom(said, context);
  return yield* then(found.tasks);
}

function askWhatToChange(tasks: Task[], said: string, context: Context): Plan {
  return say({
    text: `What should I change about ${names(tasks)}? For example “call it …”, “note: …”, “make it urgent” or “friday”. Or say “add it” to make “${said.trim()}” a task.`,
    focus: tasks,
    pending: {
      accept: (answer) => {
        if (/^\s*(?:no,?\s+)?add (?:it|that)\b/i.test(answer)) return addFrom(said, context);
        if (isNo(answer)) return say('OK, nothing has changed.');
        const note = /^\s*note\s*:\s*(.+)$/is.exec(answer)?.[1];
        if (note) return editTasks(tasks, { kind: 'note', note: note.trim() }, context);
        const fix = readFix(answer, context);
        if (!fix) return null;
        return fix.kind === 'move'
          ? moveTo(tasks, fix.to, context)
          : editTasks(tasks, fix, context);
      },
    },
  });
}
