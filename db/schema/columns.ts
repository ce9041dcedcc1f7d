import { timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';

/** The key of a table whose rows are found without their person: Better Auth's. */
export const id = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => uuidv7());

export const moment = (name: string) => timestamp(name, { withTimezone: true });
