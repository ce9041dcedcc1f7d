import { readFile } from 'node:fs/promises';
import { Client } from 'pg';

/** Fills the database with 1,000 people who have written 1,000,000 messages (seed.sql). */
export async function seed(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(await readFile(new URL('./seed.sql', import.meta.url), 'utf8'));
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
