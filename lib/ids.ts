import { z } from 'zod';

/** An id that a client made or names, in the lower case in which the database gives it back. */
export const uuid = z.uuid('Expected a UUID.').toLowerCase();
