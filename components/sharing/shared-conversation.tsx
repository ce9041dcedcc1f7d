import type { SharedMessage } from '@/lib/sharing';
import { MarkdownTokens } from '../chat/markdown';
import { boundPage, type Shown } from './page-bounds';
import { SharedCard } from './shared-card';

/** A conversation as it was shared: to read, and nothing else. */
export function SharedConversation({ messages }: { messages: SharedMessage[] }) {
  const { shown, rest } = boundPage(messages);
  return (
    <div className="flex flex-col gap-6">
      {shown.map((message, place) => (
        // A snapshot never changes: a place in it names what stands there.
        <Message key={`message ${place.toString()}`} message={message} />
      ))}
      {rest ? (
        <section aria-label="The rest, in words alone">
          <p dir="auto" className="wrap-anywhere-safe whitespace-pre-wrap leading-relaxed">
            {rest}
          </p>
        </section>
      ) : null}
    </div>
  );
}

function Message({ message }: { message: Shown }) {
  if ('said' in message) {
    return (
      <article aria-label="Asked" className="ms-8 flex justify-end">
        <p
          dir="auto"
          className="wrap-anywhere-safe whitespace-pre-wrap rounded-2xl rounded-ee-md bg-accent-wash px-3.5 py-2 text-ink leading-relaxed"
        >
          {message.said}
        </p>
      </article>
    );
  }
  return (
    <article aria-label="Saydo" className="flex flex-col gap-3">
      {message.answered.map((part, place) =>
        part.type === 'markdown' ? (
          <MarkdownTokens key={`part ${place.toString()}`} tokens={part.tokens} />
        ) : (
          <SharedCard key={`part ${place.toString()}`} card={part} />
        ),
      )}
    </article>
  );
}
