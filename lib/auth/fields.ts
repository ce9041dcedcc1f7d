/** How many characters a password has. Apart from the checks, which a page's script can spare. */
export const passwordLength = { min: 8, max: 128 };
