import { DrizzleQueryError } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import { logError, withoutValues } from './log';

afterEach(() => vi.restoreAllMocks());

/** As another copy of Drizzle in another bundle throws it. */
class ForeignQueryError extends Error {
  query = 'insert into messages values ($1)';
  params = ['my secret words'];
  constructor() {
    super('Failed query: insert into messages values ($1)\nparams: my secret words');
  }
}

it.each([
  ['this copy', () => new DrizzleQueryError('select $1', ['my secret words'], new Error('cut'))],
  ['another copy', () => new ForeignQueryError()],
])('a failed query of %s of Drizzle is logged without what people wrote', (_, fail) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  logError('A request failed', new Error('outer', { cause: fail() }));
  const said = String(log.mock.calls[0]?.[0]);
  expect(said).toContain('Failed query');
  expect(said).not.toContain('secret');
  const cleaned = withoutValues(fail());
  expect(`${cleaned.message} ${cleaned.stack} ${JSON.stringify(cleaned)}`).not.toContain('secret');
});
