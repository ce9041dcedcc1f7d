import { type Source, take } from './source';

const POLITE =
  /^\s*(?:(?:ok(?:ay)?|hey|hi|hello|please|pl[sz]|so|and|also|then|yes|yeah|yep|oh|hmm|saydo)[\s,!.]+|(?:can|could|would|will) (?:you|u) (?:please |pl[sz] |mind )?|i(?:'d| would) like (?:you )?to |i want you to |let['’]?s )/i;

const OPENERS = [
  /^\s*(?:add|put)\s+(?:to|on)\s+(?:my|the)\s+(?:[\w-]+\s+)?list\s*:?\s+/i,
  /^\s*(?:please\s+)?(?:add|create|make|set|put|note|jot|write|log|record|capture|save)(?:\s+(?:down|up|in))?(?:\s+me)?\s+(?:(?:a|an|another|new|the|one more|these|this|\d{1,2})\s+){0,2}(?:(?:urgent|important|high[- ]priority|low[- ]priority)\s+)?(?:to-?\s?dos?|tasks?|reminders?|items?|notes?)\b(?:\s+(?:called|named|titled|saying|that says|to|for|about|on|of))?\s*[:,–-]?\s*/i,
  /^\s*(?:a\s+)?(?:new\s+)?(?:to-?\s?dos?|tasks?|reminder|note to self|note)\s*[:–-]\s*/i,
  /^\s*(?:new|another)\s+(?:task|to-?do|reminder)\s+(?:to\s+)?/i,
  /^\s*(?:add(?:ing)?|put(?:ting)?(?=.{1,200}\s(?:on|to|onto|in)\s+(?:my|the|our)\s.{0,24}(?:list|tasks|to-?dos?)\b)|jot down|note down|write down)\s*:?\s+(?:(?:an?|another)\s+(?=[a-z]))?/i,
  /^\s*remind\s+me\b(?:\s+(?:to|about|of|that i (?:need|have) to|that)\b)?\s*/i,
  /^\s*(?:don['’]?t|do not|never|must not)\s+(?:let me\s+)?forget\s+(?:(?:to|about|that)\b)?\s*/i,
  /^\s*(?:remember|be sure|make sure)\s+(?:to|that i|i)\s+/i,
  /^\s*i\s+(?:almost\s+|nearly\s+)?forgot(?:\s+to\b|\s*,)\s*/i,
  /^\s*TO-?DO\s+/,
  /^\s*(?:i|we)(?:['’]ve)?\s+(?:really\s+|also\s+|still\s+)?(?:need|have|got|ought|must|should|gotta|wanna|want|would like|plan)\s*(?:got\s+)?(?:to\b)?(?:\s+really)?\s+(?!add\b)(?:an?\s+(?=[a-z]))?/i,
  /^\s*(?:need(?: to)?|gotta|gonna|have to|got to|must|(?:should|ought to)(?!\s+(?:i|we|it|he|she|they|you)\b))\s+/i,
];

const LIST_SUFFIX =
  /\s+(?:to|on|in|onto|into)\s+(?:my|the|our)\s+(?:(?:to-?\s?do|task|todo|shopping|grocery|groceries)s?\s+)?(?:list|tasks|to-?\s?dos?)(?=\s*(?:[.,!?\uE000]|$|(?:for|on|by|at|due|with|tomorrow|today|tonight|next|this)\b))/i;

/** Takes the words that only ask for a task ("add a task to", "remind me to", "... to my list"). */
export function readOpener(source: Source): { source: Source; opened: boolean } {
  let left = source;
  let start = 0;
  let opened = false;
  for (let round = 0; round < 6; round++) {
    const rest = left.open.slice(start);
    const polite = POLITE.exec(rest);
    const opener = OPENERS.map((pattern) => pattern.exec(rest)).find((match) => match !== null);
    const found = opener ?? polite;
    if (!found || found[0].length === 0) break;
    opened ||= found === opener;
    left = take(left, start, start + found[0].length, 'opener');
    if (/\byou\b/i.test(found[0])) left = withoutQuestionMark(left);
    start += found[0].length;
  }
  const suffix = LIST_SUFFIX.exec(left.open);
  // "put milk on my list" says where; "put the book on my list of gifts" is about another list.
  if (suffix && opened) left = take(left, suffix.index, suffix.index + suffix[0].length, 'opener');
  return { source: left, opened };
}

/** "Can you add milk?" asks for milk, not for "milk?". */
function withoutQuestionMark(source: Source): Source {
  const match = /\?\s*$/.exec(source.open);
  return match ? take(source, match.index, match.index + match[0].length, 'opener') : source;
}
