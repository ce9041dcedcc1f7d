import { expect, test } from 'vitest';
import { explainFailure, isConnectionLost } from './failure';
import { FolderInUseError } from './lock';

test('a failure is told by its innermost cause, without the query around it', () => {
  const refused = new Error('connect ECONNREFUSED 127.0.0.1:5432');
  const query = new Error('Failed query:\ndo $$ begin\n$$', { cause: refused });
  expect(explainFailure(query)).toBe(
    "The database can't be prepared: connect ECONNREFUSED 127.0.0.1:5432",
  );
});

test('a failure of the Neon driver is told by the event of its WebSocket', () => {
  const event = { type: 'error', message: 'closed', error: new Error('non-101 status code') };
  const query = Object.assign(new Error('Failed query'), { cause: event });
  expect(explainFailure(query)).toBe("The database can't be prepared: non-101 status code");
});

test('two refused addresses are both told', () => {
  const both = new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')]);
  expect(explainFailure(both)).toBe(
    "The database can't be prepared: refused ::1, refused 127.0.0.1",
  );
});

test('what was written for the person is told as it is', () => {
  expect(explainFailure(new FolderInUseError('In use by process 7.'))).toBe('In use by process 7.');
});

test.each([
  [
    'a server that is told to end',
    Object.assign(new Error('terminating'), { code: '57P01' }),
    true,
  ],
  ['a refused socket', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), true],
  ['a socket that closed', new Error('Connection terminated unexpectedly'), true],
  ['a wrong query', Object.assign(new Error('syntax error'), { code: '42601' }), false],
  ['a row that is there', Object.assign(new Error('duplicate'), { code: '23505' }), false],
])('%s is known by its code or its words, however deep it is', (_, cause, lost) => {
  expect(isConnectionLost(cause)).toBe(lost);
  expect(isConnectionLost(new Error('Failed query', { cause }))).toBe(lost);
});
