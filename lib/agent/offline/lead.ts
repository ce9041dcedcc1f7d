/** How a correction opens: "no, ...", "actually ...", "I meant ...". */
export const LEAD =
  /^\s*(?:(?:no+(?!\s+(?:rush|hurry|one|more|longer|date|time|priority)\b)|nope|nah|sorry|oops|wait|hmm|actually|rather|well|hang on|hold on|my mistake|correction|wrong(?: one| task)?|i said|i meant?(?: to say)?|make (?:it|that)|that should be|it should be|change (?:it|that) to|not (?:\w+ ){0,2}\w+(?=,))(?:[\s,.!:–—-]+|$))+/i;

/** The order in "actually, delete it" or "no, mark it done"; null when there is no such opening. */
export function withoutLead(said: string): string | null {
  const lead = LEAD.exec(said);
  return lead && lead[0].trim() !== '' && lead[0].length < said.trim().length
    ? said.slice(lead[0].length)
    : null;
}
