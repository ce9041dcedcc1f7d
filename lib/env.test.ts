import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvError, parseEnv } from './env';

describe('the environment', () => {
  test('needs nothing: the built-in database, the built-in assistant, port 3000', () => {
    expect(parseEnv({})).toMatchObject({
      PORT: 3000,
      APP_URL: 'http://localhost:3000',
      DATABASE_DRIVER: 'pglite',
      DATA_DIR: join(process.cwd(), '.data'),
      MAIL_FROM: 'Saydo <saydo@localhost>',
    });
    expect(parseEnv({}).OPENAI_API_KEY).toBeUndefined();
  });

  test('takes an empty or blank value for an unset one', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: ' ', OPENAI_API_KEY: '' })).toEqual(parseEnv({}));
  });

  test('follows the port, unless the address is given', () => {
    expect(parseEnv({ PORT: '4000' }).APP_URL).toBe('http://localhost:4000');
    expect(parseEnv({ PORT: '4000', APP_URL: 'https://Todo.example.com/' }).APP_URL).toBe(
      'https://todo.example.com',
    );
  });

  test.each([
    ['postgres://u:p@ep-cool-1.eu-central-1.aws.neon.tech/db', undefined, 'neon'],
    ['postgres://u:p@localhost/db', undefined, 'pg'],
    ['postgresql://u:p@localhost/db', 'neon', 'neon'],
    ['postgres://u:p@ep-cool-1.eu-central-1.aws.neon.tech/db', 'pg', 'pg'],
  ])('reaches %s (DATABASE_DRIVER %s) with %s', (url, driver, expected) => {
    const parsed = parseEnv({ DATABASE_URL: url, DATABASE_DRIVER: driver });
    expect(parsed.DATABASE_DRIVER).toBe(expected);
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['APP_URL', 'todo.example.com'],
    ['APP_URL', 'https://example.com/todo'],
    ['DATABASE_URL', 'mysql://hunter2@localhost/db'],
    ['DATABASE_DRIVER', 'sqlite'],
    ['BETTER_AUTH_SECRET', 'hunter2'],
    ['OPENAI_BASE_URL', 'hunter2'],
    ['SMTP_URL', 'http://hunter2'],
    ['MAIL_FROM', 'nobody'],
    ['TRUSTED_PROXY_HEADER', 'x forwarded for'],
    ['NODE_ENV', 'staging'],
    ['QUOTA_TASKS', '-1'],
    ['READS_PER_MINUTE', '0'],
    ['QUOTA_MEGABYTES', 'hunter2'],
  ])('names %s when it is wrong, and never shows its value', (name, value) => {
    const { problems } = failure({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: expected `));
    expect(problems[0]).not.toContain('hunter2');
    expect(problems[0]).not.toContain('\n');
  });

  test.each([
    [{ GOOGLE_CLIENT_ID: 'id' }, 'GOOGLE_CLIENT_SECRET'],
    [{ GITHUB_CLIENT_SECRET: 'hunter2' }, 'GITHUB_CLIENT_ID'],
    [{ DATABASE_DRIVER: 'neon' }, 'DATABASE_URL'],
    [{ DATABASE_DRIVER: 'pglite', DATABASE_URL: 'postgres://localhost/db' }, 'DATABASE_DRIVER'],
    [{ OPENAI_BASE_URL: 'http://localhost:11434/v1' }, 'OPENAI_API_KEY'],
  ])('names what is missing beside %o', (source, missing) => {
    expect(failure(source).problems).toEqual([expect.stringMatching(`^${missing}: expected`)]);
  });

  test('names every wrong variable at once', () => {
    expect(failure({ PORT: 'x', APP_URL: 'y' }).problems).toHaveLength(2);
  });
});

describe('a start', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saydo-env-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('with a wrong value ends with one line and code 1, without a stack', async () => {
    const { code, stderr } = await start({ PORT: 'http' });
    expect(code).toBe(1);
    expect(stderr).toBe("Saydo can't start. PORT: expected a whole number from 1 to 65535\n");
  });

  test('on a database of its own needs a secret, and says why', async () => {
    const { code, stderr } = await start({ DATABASE_URL: 'postgres://u:hunter2@localhost/db' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]*BETTER_AUTH_SECRET: expected[^\n]*DATABASE_URL is set[^\n]*\n$/);
    expect(stderr).not.toContain('hunter2');
  });

  test('on the built-in database makes a secret, keeps it and shows it to nobody else', async () => {
    const secrets = await Promise.all([start({}), start({}), start({})]);
    const kept = await readFile(join(folder, 'data', 'secret'), 'utf8');
    expect(kept).toHaveLength(64);
    expect(new Set(secrets.map(({ stdout }) => stdout.trim()))).toEqual(new Set([kept]));
    expect((await stat(join(folder, 'data', 'secret'))).mode & 0o777).toBe(0o600);
  });

  test('of a build needs no secret and writes no file', async () => {
    const { code } = await start({
      NEXT_PHASE: 'phase-production-build',
      DATABASE_URL: 'postgres://u@localhost/db',
    });
    expect(code).toBe(0);
    await expect(stat(join(folder, 'data'))).rejects.toThrow('ENOENT');
  });

  function start(variables: Record<string, string>) {
    const script = `import(${JSON.stringify(join(import.meta.dirname, 'env.ts'))})
      .then(({ env }) => console.log(env.BETTER_AUTH_SECRET))`;
    const env = { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), ...variables };
    return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        ['-e', script],
        { env: env as unknown as NodeJS.ProcessEnv },
        (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });
  }
});

function failure(source: Record<string, string>): EnvError {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error;
  }
  throw new Error('expected an EnvError');
}
