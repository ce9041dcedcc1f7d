import { type Placeholder, type Query, sql } from 'drizzle-orm';
import {
  PgDatabase,
  PgDialect,
  PgPreparedQuery,
  PgSession,
  type PreparedQueryConfig,
} from 'drizzle-orm/pg-core';
import type { Database, Transaction } from './connection';

/** Stands in a query for the value of this name, which each run gives. */
export type Value<Values> = (name: keyof Values & string) => Placeholder;

/** What Drizzle's query builders have in common. */
type Preparable<Result> = {
  prepare(name: string): PgPreparedQuery<PreparedQueryConfig & { execute: Result }>;
};

/**
 * A query whose SQL Drizzle writes once, when it first runs, instead of each time: for what a busy
 * server does most, where writing it takes longer than sending it. Drizzle's own prepared queries
 * belong to one connection; this one runs in any transaction. Values of an insert are encoded by their
 * column; all others go to Postgres as they are, a moment in ISO 8601.
 */
export function writeOnce<Values extends object>() {
  return <Result>(write: (db: Database, value: Value<Values>) => Preparable<Result>) => {
    let written: Written | undefined;
    return (tx: Transaction, values: Values): Promise<Result> => {
      written ??= record(write(writer, (name) => sql.placeholder(name)));
      const { query, fields, isArrayMode, joinsNotNullableMap } = written;
      const prepared = tx._.session.prepareQuery<PreparedQueryConfig & { execute: Result }>(
        query,
        fields,
        undefined,
        isArrayMode,
      );
      return Object.assign(prepared, { joinsNotNullableMap }).execute(
        values as Record<string, unknown>,
      );
    };
  };
}

type Session = PgSession<never, Record<string, never>, Record<string, never>>;
type Fields = Parameters<Session['prepareQuery']>[1];

/** A query as it was written, and how its rows become what Drizzle promises. */
class Written extends PgPreparedQuery<PreparedQueryConfig> {
  /** Which joined tables have a row for sure; a select sets it. */
  joinsNotNullableMap?: Record<string, boolean>;

  constructor(
    override readonly query: Query,
    readonly fields: Fields,
    readonly isArrayMode: boolean,
  ) {
    super(query, undefined, undefined);
  }

  execute(): never {
    throw new Error('This query runs in a transaction.');
  }
}

class Writer extends PgSession {
  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: Fields,
    _name: string | undefined,
    isArrayMode: boolean,
  ): PgPreparedQuery<T> {
    return new Written(query, fields, isArrayMode);
  }

  override transaction(): never {
    throw new Error('This only writes queries.');
  }
}

const dialect = new PgDialect();
const writer = new PgDatabase(dialect, new Writer(dialect), undefined) as unknown as Database;

function record(query: Preparable<unknown>): Written {
  const written = query.prepare('');
  if (!(written instanceof Written)) throw new Error('This query was not written by the writer.');
  return written;
}
