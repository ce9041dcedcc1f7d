import { defineConfig } from 'drizzle-kit';
import { readForeignKeysInOrder } from './db/drizzle-kit';

readForeignKeysInOrder();

/** Run drizzle-kit through `npm run db:*`: those bring the role and the built-in database. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/index.ts',
  out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
