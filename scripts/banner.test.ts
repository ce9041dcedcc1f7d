import { expect, test } from 'vitest';
import { parseEnv } from '../lib/env';
import { banner } from './banner';

const secret = 'a secret that only this test knows';
const describeStart = (source: Record<string, string>) =>
  banner({ ...parseEnv(source), BETTER_AUTH_SECRET: secret });

test('a start says that the data and the assistant are on this machine', () => {
  expect(describeStart({})).toBe(
    'Data: the built-in database in .data\n' +
      'Assistant: built in, offline (set OPENAI_API_KEY for a language model)',
  );
});

test('a start names the servers that it uses, and no password or key', () => {
  const lines = describeStart({
    DATABASE_URL: 'postgres://saydo:hunter2@ep-cool-1.eu-central-1.aws.neon.tech/todos',
    OPENAI_API_KEY: 'hunter3',
    OPENAI_BASE_URL: 'http://user:hunter4@localhost:11434/v1',
    OPENAI_MODEL: 'qwen3',
  });
  expect(lines).toBe(
    'Data: Neon, todos at ep-cool-1.eu-central-1.aws.neon.tech\nAssistant: qwen3 at localhost:11434',
  );
});
