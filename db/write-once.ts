import { is, Param, Placeholder, type Query, sql } from 'drizzle-orm';
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
 * column; all others go to Postgres as they are, a moment in ISO 8601. Throws when a value is
 * missing, and for a query that would not be the same a second time, such as one whose id Drizzle makes.
 */
export function writeOnce<Values extends object>() {
  return <Result>(write: (db: Database, value: Value<Values>) => Preparable<Result>) => {
    let written: Written | undefined;
    return async (tx: Transaction, values: Values): Promise<Result> => {
      written ??= record(() => write(writer, (name) => sql.placeholder(name)));
      const { query, fields, isArrayMode, joinsNotNullableMap } = written;
      const prepared = tx._.session.prepareQuery<PreparedQueryConfig & { execute: Result }>(
        { ...query, params: fill(query.params, values as Record<string, unknown>) },
        fields,
        undefined,
        isArrayMode,
      );
      return Object.assign(prepared, { joinsNotNullableMap }).execute();
    };
  };
}

/** The parameters with their values, as a query that is written anew has them: null is never encoded. */
function fill(params: unknown[], values: Record<string, unknown>): unknown[] {
  return params.map((param) => {
    const place = is(param, Param) ? param.value : param;
    if (!is(place, Placeholder)) return param;
    const value = values[place.name];
    if (value === undefined) throw new Error(`This query has no value for “${place.name}”.`);
    return is(param, Param) && value !== null ? param.encoder.mapToDriverValue(value) : value;
  });
}

type Session = PgSession<never, Record<string, never>, Record<string, never>>;
type Prepare = Parameters<Session['prepareQuery']>;

/** A query as it was written, and how its rows become what Drizzle promises. */
class Written extends PgPreparedQuery<PreparedQueryConfig> {
  /** Which joined tables have a row for sure. Drizzle's selects set it, and only its sources name it. */
  joinsNotNullableMap?: Record<string, boolean>;

  constructor(
    override readonly query: Query,
    readonly fields: Prepare[1],
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
    fields: Prepare[1],
    _name: Prepare[2],
    isArrayMode: boolean,
    mapper?: Prepare[4],
  ): PgPreparedQuery<T> {
    if (mapper) throw new Error('A query that maps its own rows can’t be written once.');
    return new Written(query, fields, isArrayMode);
  }

  override transaction(): never {
    throw new Error('This only writes queries.');
  }
}

const dialect = new PgDialect();
const writer = new PgDatabase(dialect, new Writer(dialect), undefined) as unknown as Database;

function record(write: () => Preparable<unknown>): Written {
  const [first, second] = [write().prepare(''), write().prepare('')];
  if (!(first instanceof Written && second instanceof Written))
    throw new Error('This query was not written by the writer.');
  if (JSON.stringify(plain(first.query)) !== JSON.stringify(plain(second.query)))
    throw new Error('This query is another one each time it is written.');
  return first;
}

function plain({ sql, params }: Query): unknown {
  return [
    sql,
    params.map((param) => {
      const place = is(param, Param) ? param.value : param;
      return is(place, Placeholder) ? { name: place.name } : place;
    }),
  ];
}
