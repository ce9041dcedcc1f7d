import { z } from 'zod';

/** A person's name: visible, one line, not longer than a line. */
export const personName = z
  .string('Write your name.')
  .trim()
  .max(100, 'A name has at most 100 characters.')
  .regex(/[^\p{C}\p{Z}]/u, 'Write your name.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'A name is written without control characters.');

/** An e-mail address, no longer than RFC 5321 lets one be. */
export const emailAddress = z
  .email('Write an e-mail address, like ada@example.com.')
  .max(254, 'An e-mail address has at most 254 characters.');
