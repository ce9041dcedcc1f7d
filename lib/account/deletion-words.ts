/** What a person types to show that they mean it. */
export const deletionWords = 'delete my account';
