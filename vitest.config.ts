import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const integration = ['{app,components,db,lib,scripts}/**/*.integration.test.{ts,tsx}'];
/** What only a server of its own can show. */
const onServer = '{db,lib}/**/*.pg.test.ts';

/** Unit tests and one integration suite: it runs on PGlite, and on `pg` and `neon` where a server is. */
export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: `${import.meta.dirname}/` }] },
  test: {
    globalSetup: './db/test/setup.ts',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A developer's own keys must neither be used by a test nor change its outcome.
    env: {
      APP_URL: 'http://localhost:3000',
      BETTER_AUTH_SECRET: 'a secret that only the tests know',
      DATA_DIR: join(tmpdir(), 'saydo-test-data'),
      DATABASE_URL: '',
      DATABASE_DRIVER: '',
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
      OPENAI_MODEL: '',
      SMTP_URL: '',
      MAIL_FROM: '',
      GOOGLE_CLIENT_ID: '',
      GOOGLE_CLIENT_SECRET: '',
      GITHUB_CLIENT_ID: '',
      GITHUB_CLIENT_SECRET: '',
      TRUSTED_PROXY_HEADER: '',
    },
    projects: [
      project('pglite', ['{app,components,db,lib,scripts}/**/*.test.{ts,tsx}'], [onServer]),
      ...(process.env.TEST_DATABASE_URL
        ? [project('pg', [...integration, onServer]), project('neon', integration)]
        : []),
    ],
  },
});

function project(
  driver: 'pglite' | 'pg' | 'neon',
  include: string[],
  exclude: string[] = [],
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name: driver,
      include,
      exclude: [...configDefaults.exclude, ...exclude],
      provide: { driver },
    },
  };
}
