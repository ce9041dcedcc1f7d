/**
 * What a conversation in a file may be before it is parsed. A full 20 MB that Saydo exported has
 * 0.9 million values, and 1.1 million where every answer used a tool; it goes 8 levels deep.
 */
export const LIMITS = {
  /** Values of a conversation, and of what is in it. */
  values: 1_500_000,
  /** Deeper than anything that a tool takes or gives. */
  depth: 64,
  /** Fields of one object. */
  fields: 10_000,
  /** Bytes of one text: the longest message with each character escaped as a pair of surrogates. */
  text: 2_400_002,
  /** Bytes of what one tool call took or gave. */
  call: 1_000_000,
  /** Bytes of a number. */
  number: 400,
  /** Conversations of a file, of which the least have 200 bytes. */
  conversations: 100_000,
};
