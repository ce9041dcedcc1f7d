import { readFile } from 'node:fs/promises';
import { Client } from 'pg';

/** Fills the database with people who have written 1,000 messages each (seed.sql). */
export async function seed(url: string, people: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select set_config('bench.people', '${people}', false)`);
    await client.query(await readFile(new URL('./seed.sql', import.meta.url), 'utf8'));
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
