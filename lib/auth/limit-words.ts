/** By this digest the error page knows that too many pages were opened: nothing else of an error reaches it. */
export const tooOften = 'TOO_OFTEN';
