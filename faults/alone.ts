import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSaydo } from '../bench/servers.ts';

export type Saydo = Awaited<ReturnType<typeof startAlone>>;

/** Saydo with its own database and assistant, as whoever tries it starts it; and what it logs. */
export async function startAlone(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'saydo-alone-'));
  const log: string[] = [];
  const alone = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '', OPENAI_MODEL: '', APP_URL: '' };
  const server = await startSaydo('', '', {
    log,
    env: { ...alone, DATA_DIR: folder, TRUSTED_PROXY_HEADER: '', ...env },
  });
  return {
    server,
    log,
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
