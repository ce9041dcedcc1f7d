import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { nextWeekday, theme, userPreferences, users } from '@/db/schema';
import { writeOnce } from '@/db/write-once';
import { personName } from '@/lib/auth/person';
import type { Clock } from '@/lib/clock';
import { Unauthorized } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { timeZoneName } from './time-zone';

/** How a person likes Saydo. Times are wall times 'HH:mm'. */
export type Preferences = {
  name: string;
  /** IANA name; null until a browser has told it. */
  timeZone: string | null;
  weekStart: Clock['weekStart'];
  dateOrder: Clock['dateOrder'];
  /** False while the order is only what the first browser told, or the default. */
  dateOrderChosen: boolean;
  nextWeekday: Clock['nextWeekday'];
  dayParts: Clock['dayParts'];
  theme: Theme;
};
export type Theme = (typeof theme.enumValues)[number];

const weekStart = z.literal([0, 1, 6], 'Choose Saturday, Sunday or Monday.');
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time, like 09:00.');

/** What `savePreferences` takes: any of the fields, and no other. */
export const preferencesPatch = z
  .strictObject({
    name: personName,
    timeZone: timeZoneName,
    weekStart,
    dateOrder: z.enum(['mdy', 'dmy'], 'Choose an order.'),
    nextWeekday: z.enum(nextWeekday.enumValues, 'Choose which Friday.'),
    dayParts: z
      .strictObject({
        morning: wallTime,
        afternoon: wallTime,
        evening: wallTime,
        night: wallTime,
      })
      .refine(
        ({ morning, afternoon, evening, night }) =>
          morning < afternoon && afternoon < evening && evening < night,
        'Each part of the day begins after the one before it.',
      ),
    theme: z.enum(theme.enumValues, 'Choose a theme.'),
  })
  .partial();
export type PreferencesPatch = z.output<typeof preferencesPatch>;

const readChosen = writeOnce<{ userId: string }>()((db, value) =>
  db
    .select({ name: users.name, timeZone: users.timeZone, chosen: userPreferences })
    .from(users)
    .leftJoin(userPreferences, eq(userPreferences.userId, users.id))
    .where(eq(users.id, value('userId'))),
);

/** The user's preferences, or the defaults for what was never chosen. One query. */
export async function getPreferences(scope: Scope): Promise<Preferences> {
  const [row] = await scope.run((tx) => readChosen(tx, { userId: scope.userId }));
  // A cookie may vouch for up to a minute for an account that is deleted.
  if (!row) throw new Unauthorized();
  const { name, timeZone, chosen } = row;
  if (!chosen) return { ...defaults, name, timeZone };
  return {
    name,
    timeZone,
    weekStart: weekStart.parse(chosen.weekStart),
    dateOrder: chosen.dateOrder,
    dateOrderChosen: chosen.dateOrderChosen,
    nextWeekday: chosen.nextWeekday,
    dayParts: {
      morning: minutes(chosen.morningTime),
      afternoon: minutes(chosen.afternoonTime),
      evening: minutes(chosen.eveningTime),
      night: minutes(chosen.nightTime),
    },
    theme: chosen.theme,
  };
}

/** What dates mean for the user at `now`; UTC until a browser has told the zone. */
export async function getClock(scope: Scope, now: Date): Promise<Clock> {
  return clockOf(await getPreferences(scope), now);
}

/** The clock of somebody with these preferences. */
export function clockOf(preferences: Preferences, now: Date): Clock {
  const { name: _, theme: __, timeZone, ...reading } = preferences;
  return { now, timeZone: timeZone ?? 'UTC', ...reading };
}

/** Saves what `patch` names, all or nothing. `patch` must have passed `preferencesPatch`. */
export async function savePreferences(scope: Scope, patch: PreferencesPatch) {
  const { name, timeZone, dayParts, ...rest } = patch;
  const chosen = {
    ...rest,
    ...(rest.dateOrder && { dateOrderChosen: true }),
    ...(dayParts && {
      morningTime: dayParts.morning,
      afternoonTime: dayParts.afternoon,
      eveningTime: dayParts.evening,
      nightTime: dayParts.night,
    }),
  };
  const updatedAt = new Date();
  await scope.run(async (tx) => {
    if (name !== undefined || timeZone !== undefined) {
      await tx.update(users).set({ name, timeZone, updatedAt }).where(eq(users.id, scope.userId));
    }
    if (Object.keys(chosen).length > 0) {
      await tx
        .insert(userPreferences)
        .values({ userId: scope.userId, ...chosen })
        .onConflictDoUpdate({ target: userPreferences.userId, set: { ...chosen, updatedAt } });
    }
  });
}

/** What a browser knows of its person: the zone, and how their country writes weeks and dates. */
export const browserHabits = z.strictObject({
  timeZone: timeZoneName,
  weekStart: weekStart.optional(),
  dateOrder: z.enum(['mdy', 'dmy']).optional(),
});
export type BrowserHabits = z.output<typeof browserHabits>;

/**
 * Stores what the first browser tells, unless a zone is known. What was chosen in the settings
 * before stays. Says whether it was stored.
 */
export async function storeFirstVisit(
  scope: Scope,
  { timeZone, weekStart, dateOrder }: BrowserHabits,
): Promise<boolean> {
  return scope.run(async (tx) => {
    const stored = await tx
      .update(users)
      .set({ timeZone, updatedAt: new Date() })
      .where(and(eq(users.id, scope.userId), isNull(users.timeZone)))
      .returning({ id: users.id });
    if (stored.length === 0) return false;
    await tx
      .insert(userPreferences)
      .values({ userId: scope.userId, weekStart, dateOrder })
      .onConflictDoNothing();
    return true;
  });
}

/** The schema's own defaults, for whom no row was made yet. */
const defaults = {
  weekStart: 1,
  dateOrder: 'mdy',
  dateOrderChosen: false,
  nextWeekday: 'nearest',
  dayParts: { morning: '09:00', afternoon: '15:00', evening: '18:00', night: '20:00' },
  theme: 'system',
} satisfies Partial<Preferences>;

/** Postgres writes a time with its seconds. */
function minutes(time: string) {
  return time.slice(0, 5);
}
