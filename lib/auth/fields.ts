/** How many characters a password has. Apart from the checks, which a page's script can spare. */
export const passwordLength = { min: 8, max: 128 };

/** The header in which every request of a page says for whom the page was made: the user's id. */
export const personHeader = 'x-saydo-person';

/** The header in which a refusal says that the page is nobody's any more: `signed_out` or `other_person`. */
export const refusedHeader = 'x-saydo-refused';
