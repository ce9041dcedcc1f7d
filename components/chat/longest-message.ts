/** The longest message the server takes, in characters. */
export const LONGEST_MESSAGE = 8000;
