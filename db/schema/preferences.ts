import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  jsonb,
  pgEnum,
  pgTable,
  smallint,
  text,
  time,
  uuid,
} from 'drizzle-orm/pg-core';
import { users } from './auth';
import { createdAt, ownerPolicy, updatedAt } from './ownership';

export const dateOrder = pgEnum('date_order', ['mdy', 'dmy']);
/** What “next Friday” is: the nearest one ahead, or the one after it. */
export const nextWeekday = pgEnum('next_weekday', ['nearest', 'after']);
export const theme = pgEnum('theme', ['system', 'light', 'dark']);
export const messagingPlatform = pgEnum('messaging_platform', [
  'none',
  'whatsapp',
  'sms',
  'telegram',
  'email',
]);

/** One row a user, made with the account. Times are wall times in the user's zone. */
export const userPreferences = pgTable(
  'user_preferences',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** 0 Sunday, 1 Monday, 6 Saturday. */
    weekStart: smallint('week_start').notNull().default(1),
    dateOrder: dateOrder('date_order').notNull().default('mdy'),
    /** Whether the person chose the order; a browser's guess is no choice. */
    dateOrderChosen: boolean('date_order_chosen').notNull().default(false),
    nextWeekday: nextWeekday('next_weekday').notNull().default('nearest'),
    morningTime: time('morning_time').notNull().default('09:00:00'),
    afternoonTime: time('afternoon_time').notNull().default('15:00:00'),
    eveningTime: time('evening_time').notNull().default('18:00:00'),
    nightTime: time('night_time').notNull().default('20:00:00'),
    theme: theme('theme').notNull().default('system'),
    defaultPersonality: text('default_personality').notNull().default('calm'),
    aiMemoryEnabled: boolean('ai_memory_enabled').notNull().default(true),
    checkInTime: time('check_in_time').notNull().default('09:00:00'),
    preferredMessagingPlatform: messagingPlatform('preferred_messaging_platform')
      .notNull()
      .default('none'),
    messagingPlatformConfig: jsonb('messaging_platform_config')
      .$type<Record<string, unknown>>()
      .notNull()
      .default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    ownerPolicy('user_preferences_owner', t.userId),
    check('user_preferences_week_start', sql`${t.weekStart} in (0, 1, 6)`),
  ],
).enableRLS();
