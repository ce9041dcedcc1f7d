import { isNo, isYes } from './choice';
import type { Topic } from './talk';

const END =
  "(?:[\\s,]+(?:saydo|there|all|everyone|again|so much|very much|a lot|you|buddy|friend|man|today|please|for that|for your help|that[’']?s all))*[\\s.!?,:)🙏👍🎉😊❤️]*$";

const TOPICS: [Topic, RegExp][] = [
  [
    'hello',
    new RegExp(
      `^\\s*(?:hi+|hey+|hello+|hiya|howdy|yo|good (?:morning|afternoon|evening|day)|greetings|morning|evening)${END}`,
      'iu',
    ),
  ],
  [
    'thanks',
    new RegExp(
      `^\\s*(?:(?:ok(?:ay)?|great|perfect|cool|nice|awesome|super|good|lovely|alright|yes|yep|no)[,!.]*\\s+)*(?:many )?(?:thanks|tnx|thanx|tysm|thank you|thx|ty|cheers|much appreciated|thank u)${END}`,
      'iu',
    ),
  ],
  [
    'bye',
    new RegExp(
      `^\\s*(?:(?:ok(?:ay)?|thanks|thank you|thx|great|cool)[,!.]*\\s+)*(?:good ?bye|bye(?: bye)?|see (?:you|ya)(?: later| tomorrow| soon)?|good ?night|later|brb|gtg|g2g|gotta go|ttyl|cya)${END}`,
      'iu',
    ),
  ],
  [
    'help',
    /^\s*(?:help(?: me)?|what (?:all )?can (?:you|i|saydo) (?:do|say|ask|help(?: me)? with)(?: here| for me)?|what do you do|how (?:do|can|does) (?:i|this|you|saydo)\s+(?:use (?:this|you|saydo|it)|work)|commands|\?+|what (?:are|else are) your (?:features|commands)|how does (?:this|it) work|how (?:do|can|would) i (?:add|delete|remove|complete|edit|change|move|rename|undo|reschedule|see|list|find|make|set)\b.{0,40}?)\s*[?!.]*\s*$/iu,
  ],
  [
    'how_are_you',
    /^\s*(?:(?:hi|hey|hello|yo)[\s,]+(?:saydo|there)?[\s,]*)?(?:how (?:are|r) (?:you|u)|how['’]?s it going|how do you do|what['’]?s up|sup|how is everything)\b(?:\s+(?:doing|today|going|feeling))*\s*[?!.]*\s*$/iu,
  ],
  [
    'who_are_you',
    /^\s*(?:(?:who|what) are you|what['’]?s your name|are you (?:a |an )?(?:robot|bot|human|ai|real|chatgpt|gpt|person|llm|language model))\s*[?!.]*\s*$/iu,
  ],
  [
    'oops',
    /^\s*(?:oops|whoops|oh no|(?:i['’]?m )?sorry|you['’]?re wrong|you are wrong|that(?:['’]?s| was| is) (?:wrong|not (?:right|what i (?:meant|said|wanted)))|wrong(?: one| task)?|not (?:that|this)(?: one)?|mistake|my mistake|no,? (?:that['’]?s )?wrong)\s*[.!]*\s*$/iu,
  ],
  [
    'limits',
    /^\s*(?:can|do|does|will|could) (?:you|saydo|it|i|this) .{0,30}?(?:\b(?:reminders|notifications|alarms|(?:recurring|repeating) tasks|e-?mails|texts|messages)|\b(?:sync|integrate|connect)\b.{0,40}?)(?: (?:me|us|too|yet))?\s*\?*\s*$/iu,
  ],
  [
    'undo_all',
    /^\s*undo (?:\d+|twice|both|two|everything|all|all of (?:it|that|them)|the last \S+ \S+)\s*[.!]*\s*$/iu,
  ],
  [
    'praise',
    new RegExp(
      `^\\s*(?:(?:ok(?:ay)?|that['’]s|very|so)[,\\s]+)?(?:great|perfect|awesome|nice|cool|no problem|no worries|good(?: job| work| bot)?|well done|lovely|excellent|amazing|brilliant|super|wonderful|love it|lol|haha+|wow|got it|i see|alright|on it|👍|🎉|❤️)${END}`,
      'iu',
    ),
  ],
];

/** Words that ask for nothing on the list. */
export function readSmallTalk(text: string): Topic | null {
  const topic = TOPICS.find(([, pattern]) => pattern.test(text))?.[0];
  if (topic) return topic;
  if (isYes(text)) return 'yes';
  return isNo(text) ? 'no' : null;
}
