/** An answer to a question of the assistant: what its button shows, and what it says. */
type OfferedAnswer = { label: string; says: string };

const MOST = 5;
const LONGEST = 40;
/** A question stands at the end of what was said. */
const LOOKED_AT = 4000;

/**
 * The answers that a message's words offer: “yes” and “no” to a question, what it says one can say, or the numbers of
 * the tasks to choose from. None where it asks nothing.
 */
export function offeredAnswers(words: string): OfferedAnswer[] {
  const text = words.slice(-LOOKED_AT);
  const quoted = [...text.matchAll(SAY)].flatMap(([sentence]) =>
    [...sentence.matchAll(/“([^”…]+)”/g)].map(([, quote = '']) => quote),
  );
  const says = quoted.filter((quote) => quote.length <= LONGEST && quote !== 'undo');
  const places = WHICH.test(text) ? placesIn(text) : [];
  if (says.length > 0) {
    const answers = says.includes('yes') && !says.includes('no') ? [...says, 'no'] : says;
    return [...places, ...[...new Set(answers)].map(asSaid)].slice(0, MOST);
  }
  return YES_OR_NO.test(text) ? ['yes', 'no'].map(asSaid) : places;
}

function asSaid(words: string): OfferedAnswer {
  return { label: words, says: words };
}

function placesIn(text: string): OfferedAnswer[] {
  return [...text.matchAll(/^(\d{1,2})\. \*\*((?:\\.|[^*\\])+)\*\*(.*)$/gm)]
    .slice(0, MOST)
    .map(([, place = '', title = '', facts = '']) => ({
      label: `${place}. ${plain(title)}${plain(facts)}`.slice(0, LONGEST * 2),
      says: place,
    }));
}

/** "Say “yes” or “no”.", "or say “add it” to ...", "“no date” is fine too." */
const SAY = /\b[Ss]ay (?=“)[^.?!\n]*|“[^”]+” is fine too/g;
const YES_OR_NO = /\b(?:Did you mean|Or did you mean|Shall I)\b[^?\n]*\?\s*$/;
const WHICH = /\b[Ww]hich one\b[^?\n]*\?/;

/** Without the marks of Markdown, which a button doesn't draw. */
function plain(text: string): string {
  return text.replace(/\\([\\`*_[\]<>#|~&])/g, '$1');
}
