import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { cookieHeader, type Person } from './people.ts';
import { printTable } from './report.ts';

const TARGET = 300;

/** Sums the JavaScript that a browser loads for the first page of a signed-in person. */
export async function benchFirstLoad(url: string, person: Person): Promise<void> {
  const page = await fetch(`${url}/`, { headers: { cookie: cookieHeader(person) } });
  if (!page.ok || new URL(page.url).pathname !== '/')
    throw new Error(`The chat page answered ${page.status} at ${page.url}.`);
  const html = await page.text();
  const modern = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, '');
  const sources = [...modern.matchAll(/(?:src|href)="([^"]+\.js(?:\?[^"]*)?)"/g)].flatMap(
    ([, source]) => (source ? [source.replaceAll('&amp;', '&')] : []),
  );
  const inline = [...modern.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const files = await Promise.all(
    [...new Set(sources)].map(async (source) => {
      const response = await fetch(new URL(source, url));
      if (!response.ok) throw new Error(`${source} answered ${response.status}.`);
      return Buffer.from(await response.arrayBuffer());
    }),
  );
  const sum = (of: Buffer[], size: (file: Buffer) => number) =>
    (of.reduce((total, file) => total + size(file), 0) / 1000).toFixed(1);
  const row = (what: string, of: Buffer[]) => [
    what,
    of.length,
    sum(of, (file) => file.length),
    sum(of, (file) => gzipSync(file).length),
    sum(of, brotli),
  ];
  printTable(
    `First load of the chat page: JavaScript in kB (target: under ${TARGET} compressed)`,
    ['', 'files', 'plain', 'gzip', 'brotli'],
    [
      row('scripts and preloads', files),
      row('the page itself, with what it hydrates from', [Buffer.from(html)]),
      row(
        'of it, inline scripts',
        inline.map(([, script = '']) => Buffer.from(script)),
      ),
    ],
  );
}

/** As a proxy does on the fly; files compressed ahead are smaller still. */
function brotli(file: Buffer): number {
  return brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}
