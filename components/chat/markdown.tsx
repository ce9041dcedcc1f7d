import type { Token, Tokens } from 'marked';
import { memo, type ReactNode } from 'react';
import { newBudget } from './markdown-bounds';
import { decodeEntities, safeHref } from './markdown-text';
import { readMarkdown } from './markdown-tokens';

/**
 * Renders the assistant's Markdown. It becomes elements, never HTML: raw HTML stays text, images are
 * only named, links open apart and vouch for nothing.
 */
export const Markdown = memo(function Markdown({ text, of = 1 }: MarkdownProps) {
  return <MarkdownTokens tokens={readMarkdown(text, newBudget(of))} />;
});

type MarkdownProps = {
  text: string;
  /** How many texts the message has, which share what reading it may cost. */
  of?: number;
};

/** Markdown that has been read already: the parts of a page share one budget. */
export function MarkdownTokens({ tokens }: { tokens: Token[] }) {
  return (
    <div className="wrap-anywhere-safe flex flex-col gap-3 leading-relaxed">
      {each(tokens, block)}
    </div>
  );
}

type Render = (token: Token, key: number) => ReactNode;

// Tokens of a text have no names of their own; they are only ever added at the end.
function each(tokens: Token[] | undefined, render: Render): ReactNode {
  return tokens?.map((token, place) => render(token, place));
}

const block: Render = (token, key) => {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading':
      return (
        <p key={key} dir="auto" className="font-semibold">
          {each(token.tokens, inline)}
        </p>
      );
    case 'paragraph':
      return (
        <p key={key} dir="auto">
          {each(token.tokens, inline)}
        </p>
      );
    case 'list':
      return <List key={key} list={token as Tokens.List} />;
    case 'blockquote':
      return (
        <blockquote
          key={key}
          className="flex flex-col gap-2 border-line border-s-2 ps-3 text-ink-soft"
        >
          {each(token.tokens, block)}
        </blockquote>
      );
    case 'code':
      return (
        <pre key={key} className="whitespace-pre-wrap rounded-lg bg-sunken p-3 text-sm">
          <code className="font-mono">{token.text}</code>
        </pre>
      );
    case 'table':
      return <Table key={key} table={token as Tokens.Table} />;
    case 'hr':
      return <hr key={key} className="border-line" />;
    case 'html':
      return <p key={key}>{token.raw}</p>;
    case 'plain':
      return (
        <p key={key} dir="auto" className="whitespace-pre-wrap">
          {token.text}
        </p>
      );
    default:
      return inline(token, key);
  }
};

const inline: Render = (token, key) => {
  switch (token.type) {
    case 'strong':
      return (
        <strong key={key} className="font-semibold">
          {each(token.tokens, inline)}
        </strong>
      );
    case 'em':
      return <em key={key}>{each(token.tokens, inline)}</em>;
    case 'del':
      return <del key={key}>{each(token.tokens, inline)}</del>;
    case 'codespan':
      return (
        <code key={key} className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.85em]">
          {token.text}
        </code>
      );
    case 'br':
      return <br key={key} />;
    case 'plain':
      return (
        <span key={key} className="whitespace-pre-wrap">
          {token.text}
        </span>
      );
    case 'link':
      return <Link key={key} link={token as Tokens.Link} />;
    case 'image':
      return (
        <span key={key} className="text-ink-faint">
          [image: {token.text || token.href}]
        </span>
      );
    case 'text':
    case 'escape':
      return token.type === 'text' && token.tokens ? (
        <span key={key}>{each(token.tokens, inline)}</span>
      ) : (
        decodeEntities(token.text)
      );
    default:
      return token.raw;
  }
};

function Link({ link }: { link: Tokens.Link }) {
  const href = safeHref(link.href);
  const words = each(link.tokens, inline);
  if (!href) return <span>{words}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2"
    >
      {words}
    </a>
  );
}

function List({ list }: { list: Tokens.List }) {
  const items = list.items.map((item, place) => (
    <li key={`${place.toString()} item`} dir="auto" className="ps-0.5 [&+li]:mt-1">
      {each(item.tokens, block)}
    </li>
  ));
  return list.ordered ? (
    <ol start={list.start || 1} className="list-decimal ps-5 marker:text-ink-faint">
      {items}
    </ol>
  ) : (
    <ul className="list-disc ps-5 marker:text-ink-faint">{items}</ul>
  );
}

const cell = 'border-line border-b py-1.5 pe-3 text-start align-top';

function Table({ table }: { table: Tokens.Table }) {
  const row: (cells: Tokens.TableCell[], Cell: 'th' | 'td') => ReactNode = (cells, Cell) =>
    cells.map(({ tokens, text }, place) => (
      <Cell key={`${place.toString()} ${text}`} className={cell}>
        {each(tokens, inline)}
      </Cell>
    ));
  return (
    <table className="w-full border-collapse text-sm">
      <thead>
        <tr>{row(table.header, 'th')}</tr>
      </thead>
      <tbody>
        {table.rows.map((cells, place) => (
          <tr key={`${place.toString()} ${cells[0]?.text ?? ''}`}>{row(cells, 'td')}</tr>
        ))}
      </tbody>
    </table>
  );
}
