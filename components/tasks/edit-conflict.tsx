import type { TaskView } from '@/lib/tasks';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { sayDueInFull } from './due-words';
import { priorityWords } from './priority-mark';

type EditConflictProps = {
  theirs: TaskView;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

/** The task was changed elsewhere while it was being edited: shows how it is now, and asks. */
export function EditConflict({ theirs, onKeepMine, onTakeTheirs }: EditConflictProps) {
  return (
    <Notice
      tone="warning"
      title="This was changed elsewhere. Nothing of yours is lost."
      actions={
        <>
          <Button size="sm" onClick={onKeepMine}>
            Keep mine
          </Button>
          <Button size="sm" onClick={onTakeTheirs}>
            Take theirs
          </Button>
        </>
      }
    >
      <p>
        It is now <bdi className="font-medium">{theirs.title}</bdi>, {sayDueInFull(theirs)},{' '}
        {priorityWords[theirs.priority].toLowerCase()}
        {theirs.priority === 'none' ? '' : ' priority'}
        {theirs.repeats ? `, ${theirs.repeats}` : ''}
        {theirs.completed ? ', done' : ''}.
      </p>
    </Notice>
  );
}
