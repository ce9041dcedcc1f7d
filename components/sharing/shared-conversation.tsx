import type { SharedMessage } from '@/lib/sharing';
import { Markdown } from '../chat/markdown';
import { SharedCard } from './shared-card';

/** A conversation as it was shared: to read, and nothing else. */
export function SharedConversation({ messages }: { messages: SharedMessage[] }) {
  return (
    <div className="flex flex-col gap-6">
      {messages.map((message, place) => (
        // A snapshot never changes: a place in it names what stands there.
        <Message key={`message ${place.toString()}`} message={message} />
      ))}
    </div>
  );
}

function Message({ message }: { message: SharedMessage }) {
  if (message.role === 'user') {
    return (
      <article aria-label="Asked" className="ms-8 flex justify-end">
        <p
          dir="auto"
          className="wrap-anywhere-safe whitespace-pre-wrap rounded-2xl rounded-ee-md bg-accent-wash px-3.5 py-2 text-ink leading-relaxed"
        >
          {message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')}
        </p>
      </article>
    );
  }
  return (
    <article aria-label="Saydo" className="flex flex-col gap-3">
      {message.parts.map((part, place) =>
        part.type === 'text' ? (
          <Markdown key={`part ${place.toString()}`} text={part.text} />
        ) : (
          <SharedCard key={`part ${place.toString()}`} card={part} />
        ),
      )}
    </article>
  );
}
