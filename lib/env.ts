import { randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export type DatabaseDriver = 'pglite' | 'pg' | 'neon';
export type Env = typeof env;

/** Whether this is `next build`, which imports the app and serves nobody. */
export const isBuilding = process.env.NEXT_PHASE === 'phase-production-build';

/** Names each wrong variable and what is expected, never the value: it may be a secret. */
export class EnvError extends Error {
  override name = 'EnvError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Validates `source` and fills in the defaults. Unset and empty are the same. Touches no file.
 * Throws EnvError.
 */
export function parseEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value?.trim() !== ''),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new EnvError([
      ...new Set(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ]);
  }
  const set = parsed.data;
  const databaseDriver = set.DATABASE_DRIVER ?? driverFor(set.DATABASE_URL);
  const problems = conflicts({ ...set, DATABASE_DRIVER: databaseDriver });
  if (problems.length > 0) throw new EnvError(problems);

  const appUrl = set.APP_URL ?? `http://localhost:${set.PORT}`;
  return {
    ...set,
    APP_URL: appUrl,
    /** Whether people reach Saydo at APP_URL alone, or at whatever host they asked for. */
    APP_URL_IS_SET: set.APP_URL !== undefined,
    DATABASE_DRIVER: databaseDriver,
    DATA_DIR: resolve(/* turbopackIgnore: true */ set.DATA_DIR),
    MAIL_FROM: set.MAIL_FROM ?? `Saydo <saydo@${new URL(appUrl).hostname}>`,
  };
}

const text = z.string().trim();

const url = (protocols: string[], expected: string) =>
  text.refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), expected);

const origin = (expected: string) =>
  url(['http:', 'https:'], expected)
    .refine((value) => ['', '/'].includes(afterOrigin(value)), expected)
    .transform((value) => new URL(value).origin);

const count = (usual: number) =>
  text
    .regex(/^[1-9]\d{0,8}$/, 'expected a whole number from 1 to 999999999')
    .transform(Number)
    .default(usual);

const variables = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'expected development, production or test')
    .default('development'),
  APP_URL: origin(
    'expected the address people open, without a path, such as https://todo.example.com',
  ).optional(),
  PORT: text
    .regex(/^\d{1,5}$/, 'expected a whole number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65535, 'expected a whole number from 1 to 65535')
    .default(3000),
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'expected postgres://user:password@host:port/database',
  ).optional(),
  DATABASE_DRIVER: z.enum(['pglite', 'pg', 'neon'], 'expected pglite, pg or neon').optional(),
  DATA_DIR: text.default('.data'),
  BETTER_AUTH_SECRET: text
    .min(32, 'expected at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url(
    ['http:', 'https:'],
    'expected an address such as https://api.openai.com/v1',
  ).optional(),
  OPENAI_MODEL: text.default('gpt-5.4-mini'),
  SMTP_URL: url(['smtp:', 'smtps:'], 'expected smtp://user:password@host:port').optional(),
  MAIL_FROM: text
    .regex(
      /^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/,
      'expected an address such as Saydo <hello@example.com>',
    )
    .optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  GITHUB_CLIENT_ID: text.optional(),
  GITHUB_CLIENT_SECRET: text.optional(),
  QUOTA_CONVERSATIONS: count(10_000),
  QUOTA_MESSAGES: count(200_000),
  QUOTA_TASKS: count(50_000),
  QUOTA_MEGABYTES: count(500),
  READS_PER_MINUTE: count(1_200),
  SEARCHES_PER_MINUTE: count(300),
  EXPORTS_PER_HOUR: count(30),
  ANONYMOUS_READS_PER_MINUTE: count(600),
  TRUSTED_PROXY_HEADER: text
    .regex(/^[A-Za-z0-9-]+$/, 'expected the name of a header, such as X-Forwarded-For')
    .toLowerCase()
    .optional(),
});

function driverFor(databaseUrl: string | undefined): DatabaseDriver {
  if (!databaseUrl) return 'pglite';
  return /\.neon\.(tech|build)$/.test(new URL(databaseUrl).hostname) ? 'neon' : 'pg';
}

/** Values that are right alone and wrong together. */
function conflicts(set: z.infer<typeof variables>): string[] {
  const problems: string[] = [];
  if (set.DATABASE_DRIVER !== 'pglite' && !set.DATABASE_URL) {
    problems.push(`DATABASE_URL: expected the database's address, because DATABASE_DRIVER is set`);
  }
  if (set.DATABASE_DRIVER === 'pglite' && set.DATABASE_URL) {
    problems.push('DATABASE_DRIVER: expected pg or neon, because DATABASE_URL is set');
  }
  if (set.OPENAI_BASE_URL && !set.OPENAI_API_KEY) {
    problems.push(
      'OPENAI_API_KEY: expected a key, because OPENAI_BASE_URL is set (any word, where that server asks for none)',
    );
  }
  for (const provider of ['GOOGLE', 'GITHUB'] as const) {
    const [id, secret] = [`${provider}_CLIENT_ID`, `${provider}_CLIENT_SECRET`] as const;
    if (set[id] && !set[secret]) problems.push(`${secret}: expected, because ${id} is set`);
    if (set[secret] && !set[id]) problems.push(`${id}: expected, because ${secret} is set`);
  }
  return problems;
}

function afterOrigin(value: string): string {
  const parsed = URL.parse(value);
  return parsed ? parsed.pathname + parsed.search + parsed.hash : '';
}

/** Values of the environment, or the end of the process with a line for each wrong one. */
function readEnv() {
  try {
    const parsed = parseEnv(process.env);
    dropEmpty();
    return { ...parsed, BETTER_AUTH_SECRET: parsed.BETTER_AUTH_SECRET ?? defaultSecret(parsed) };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    for (const problem of error.problems) console.error(`Saydo can't start. ${problem}`);
    process.exit(1);
  }
}

/** Libraries read the environment too, and the one for OpenAI takes an empty value for a wrong one. */
function dropEmpty() {
  for (const name of Object.keys(variables.shape)) {
    if (process.env[name]?.trim() === '') delete process.env[name];
  }
}

function defaultSecret({ DATABASE_URL, DATA_DIR }: ReturnType<typeof parseEnv>): string {
  // A build signs nothing, and must not need the secrets of the place it will run in.
  if (isBuilding) return randomBytes(32).toString('hex');
  if (DATABASE_URL) {
    throw new EnvError([
      'BETTER_AUTH_SECRET: expected at least 32 characters, because DATABASE_URL is set: sessions must outlive a restart and be the same in every process. Make one with: openssl rand -base64 32',
    ]);
  }
  return keptSecret(DATA_DIR);
}

/** The secret in the built-in database's folder, made on the first start. */
function keptSecret(dataDir: string): string {
  const file = join(/* turbopackIgnore: true */ dataDir, 'secret');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) publish(file, randomBytes(32).toString('hex'));
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length >= 32) return secret;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvError([`DATA_DIR: expected a folder that Saydo can write to (${reason})`]);
  }
  throw new EnvError([`BETTER_AUTH_SECRET: the one kept in ${file} is damaged; delete that file`]);
}

/** Writes a whole file at once; of two processes the first wins. */
function publish(file: string, content: string) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch {
    // Already published by another process, or a file system without links.
    if (!existsSync(file)) renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The environment, validated once. Stands last: it runs what is above. */
export const env = readEnv();
