import { z } from 'zod';
import { isTimeZone } from '@/lib/time-zone';

export const timeZoneName = z
  .string('Choose a time zone.')
  .max(64, 'That is not a time zone.')
  .refine(isTimeZone, 'That is not a time zone.');

/** Zones to choose from: all that this server knows, and the chosen one where it is an old name. */
export function listTimeZones(chosen: string): string[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen]);
  return [...zones].sort();
}
