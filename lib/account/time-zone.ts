import { z } from 'zod';

/** Whether `name` is an IANA time zone that this server can count in. Offsets are not zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const timeZoneName = z
  .string('Choose a time zone.')
  .max(64, 'That is not a time zone.')
  .refine(isTimeZone, 'That is not a time zone.');

/** Zones to choose from: all that this server knows, and the chosen one where it is an old name. */
export function listTimeZones(chosen: string): string[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen]);
  return [...zones].sort();
}
