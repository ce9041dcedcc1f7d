import type { Understood } from './understand';

/** The tasks that several lines stand for, before they are saved. */
export function SeveralTasks({ tasks }: { tasks: Understood['tasks'] }) {
  return (
    <div className="border-line border-t px-3 py-2">
      <p className="font-semibold text-ink-faint text-xs">
        {tasks.length === 1 ? '1 task' : `${tasks.length} tasks`}
      </p>
      {/* It scrolls, so the keyboard reaches it. */}
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls needs focus to be scrolled.
        tabIndex={0}
        aria-label="Tasks to add"
        className="quiet-scroll mt-1 max-h-44 divide-y divide-line overflow-y-auto rounded"
      >
        {tasks.map(({ title, facts, ask }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike; they have no other name.
          <li key={place} className="wrap-anywhere-safe py-1 text-sm">
            <span dir="auto" className="block">
              {title || <span className="text-ink-faint">No name yet</span>}
            </span>
            {facts ? (
              <bdi className="tabular block text-[0.8125rem] text-ink-faint">{facts}</bdi>
            ) : null}
            {ask ? <span className="block text-[0.8125rem] text-warn-ink">{ask}</span> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
