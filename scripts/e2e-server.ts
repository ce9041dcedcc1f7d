import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './next.ts';

// The production build on a folder that goes when the server does.
const folder = mkdtempSync(join(tmpdir(), 'saydo-e2e-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const port = process.env.PORT ?? '3210';
Object.assign(process.env, {
  NODE_ENV: 'production',
  APP_URL: `http://localhost:${port}`,
  DATA_DIR: folder,
  // Stories come from addresses of their own, as they would through a proxy.
  TRUSTED_PROXY_HEADER: 'x-real-ip',
});
// Empty rather than deleted: Next does not then fill them from an .env file.
const unused = ['DATABASE_URL', 'DATABASE_DRIVER', 'BETTER_AUTH_SECRET', 'SMTP_URL'];
const services = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'GOOGLE_CLIENT_ID', 'GITHUB_CLIENT_ID'];
const secrets = ['GOOGLE_CLIENT_SECRET', 'GITHUB_CLIENT_SECRET'];
for (const name of [...unused, ...services, ...secrets]) process.env[name] = '';
// Some stories need a model that takes its time.
if (process.env.E2E_MODEL_URL) {
  process.env.OPENAI_BASE_URL = process.env.E2E_MODEL_URL;
  process.env.OPENAI_API_KEY = 'sk-of-no-use-elsewhere';
}
// And some need to read what it sends.
if (process.env.E2E_SMTP_URL) process.env.SMTP_URL = process.env.E2E_SMTP_URL;

await serve(port);
