import { z } from 'zod';
import { toStream } from '@/lib/account/export';
import type { Scope } from '@/lib/scope';
import type { ConversationRow } from '../read-all';
import { exportJson } from './json';
import { exportMarkdown } from './markdown';

export const exportQuery = z.strictObject({
  format: z.enum(['md', 'json'], "Expected 'md' or 'json'."),
});

type Format = z.infer<typeof exportQuery>['format'];

const types: Record<Format, string> = { md: 'text/markdown', json: 'application/json' };

/** One conversation, or all of them, as a file that is made while it is read. */
export function download(
  scope: Scope,
  only: ConversationRow | null,
  { format, timeZone, now }: { format: Format; timeZone: string; now: Date },
): Response {
  const pieces =
    format === 'json' ? exportJson(scope, only, now) : exportMarkdown(scope, only, timeZone);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
  const name = only ? `${fileName(only.title)} ${day}` : `Saydo conversations ${day}`;
  return new Response(toStream(pieces), {
    headers: {
      'content-type': `${types[format]}; charset=utf-8`,
      'content-disposition': attachment(`${name}.${format}`),
      'cache-control': 'no-store',
    },
  });
}

/** A title as a name that every file system takes. */
function fileName(title: string): string {
  const plain = title
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+/u, '');
  const short = [...plain]
    .slice(0, 60)
    .join('')
    .replace(/[. ]+$/u, '');
  return short || 'Conversation';
}

/** RFC 6266: a name in ASCII for every reader, and the true one (RFC 8187) for those of today. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
