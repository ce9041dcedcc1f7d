import type { Source } from './source';

/** Something that a person sees; spaces and joiners alone are no title. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

const QUOTES: Record<string, string> = { '"': '"', '“': '”', "'": "'", '`': '`' };

/** What is left when every span is out, without the commas and joints that the spans left behind. */
export function titleOf(source: Source, opened: boolean): string {
  const spans = [...source.spans].sort((a, b) => a.start - b.start);
  let title = '';
  let at = 0;
  for (const { start, end } of spans) {
    title += source.text.slice(at, Math.max(at, start));
    at = Math.max(at, end);
    title += ' ';
  }
  title += source.text.slice(at);
  const dated = spans.some(({ kind }) => kind === 'date' || kind === 'recurrence');
  // "Rent due on the 1st every month"
  return clean(dated ? title.replace(/\s+due\s*$/i, '') : title, opened);
}

/** "Tomorrow I have to see the doctor" */
const I_HAVE_TO =
  /^(?:i|we)(?:['’]ve)? (?:really |also )?(?:(?:need|have|got|want|ought) to|gotta|must|should)\s+(?=\S)/i;

function clean(title: string, opened: boolean): string {
  let text = title
    .replace(/\s+!+\s*$/, '')
    .replace(/\s+/g, ' ')
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/([,;:])(?:\s*[,;:])+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  text = text.replace(/^[\s,;:.!–—-]+/, '').replace(/(?:[\s,;:–—-]|\s[/|])+$/, '');
  text = text
    .replace(/^(?:and|please)\b[\s,]*/i, '')
    .replace(/[\s,]+(?:and|please|pl[sz]|thanks|thank you|thx|lol|haha+)[.!]?$/i, '')
    .replace(/\s*!{2,}$/, '')
    .replace(I_HAVE_TO, '');
  text = text.replace(/(?<=\p{L}{3})(?<!\betc)\.$/u, '');
  if (opened) text = text.replace(/^(?:to|that i (?:need|have) to)\s+/i, '').replace(/[.]$/, '');
  text = /^[\p{P}\s]*$/u.test(text) ? text.replace(/[,.;:–—\s-]/g, '') : text;
  const closing = QUOTES[text[0] ?? ''];
  const whole = closing && text.length > 2 && text.indexOf(closing, 1) === text.length - 1;
  const bare = (whole ? text.slice(1, -1) : text).trim();
  return VISIBLE.test(bare) ? bare : '';
}
