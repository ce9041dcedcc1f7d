'use client';

import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** Text of a model: links open apart and vouch for nothing, images are only named, HTML is text. */
const components: Components = {
  a: ({ href, children }) => (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2"
    >
      {children}
    </a>
  ),
  img: ({ alt, src }) => <NamedImage alt={alt} src={typeof src === 'string' ? src : undefined} />,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  p: ({ children }) => <p dir="auto">{children}</p>,
  ul: ({ children }) => <ul className="list-disc ps-5 marker:text-ink-faint">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal ps-5 marker:text-ink-faint">
      {children}
    </ol>
  ),
  li: ({ children }) => (
    <li dir="auto" className="ps-0.5 [&+li]:mt-1">
      {children}
    </li>
  ),
  blockquote: ({ children }) => (
    <blockquote className="border-line border-s-2 ps-3 text-ink-soft">{children}</blockquote>
  ),
  code: ({ children }) => (
    <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.85em]">{children}</code>
  ),
  pre: ({ children }) => (
    <pre className="whitespace-pre-wrap rounded-lg bg-sunken p-3 text-sm [&_code]:bg-transparent [&_code]:p-0">
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <table className="w-full border-collapse text-sm [&_td]:border-line [&_td]:border-b [&_td]:py-1.5 [&_td]:pe-3 [&_th]:border-line [&_th]:border-b [&_th]:py-1.5 [&_th]:pe-3 [&_th]:text-start">
      {children}
    </table>
  ),
  hr: () => <hr className="border-line" />,
};

const plugins = [remarkGfm];

/** Renders the assistant's Markdown. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="wrap-anywhere-safe flex flex-col gap-3 leading-relaxed">
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

/** The page has its own headings: those of an answer are only strong lines in it. */
function Heading({ children }: { children?: ReactNode }) {
  return (
    <p dir="auto" className="font-semibold">
      {children}
    </p>
  );
}

function NamedImage({ alt, src }: { alt?: string | undefined; src?: string | undefined }) {
  return <span className="text-ink-faint">[image: {alt || src}]</span>;
}
