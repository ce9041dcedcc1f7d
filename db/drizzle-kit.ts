import { Client } from 'pg';

/**
 * Makes drizzle-kit read composite foreign keys in their own order. Version 0.31 asks for their
 * columns without an ORDER BY, so once Postgres has statistics it gets them by name, takes every
 * such key for changed, and push drops and makes them all again, each time.
 */
export function readForeignKeysInOrder() {
  const query = Client.prototype.query;
  Client.prototype.query = function (this: Client, ...args: unknown[]) {
    const [config] = args;
    if (isQuery(config) && config.text.includes(unordered)) {
      config.text = config.text.replace(unordered, ordered);
    }
    return Reflect.apply(query, this, args);
  };
}

const unordered = "con.contype IN ('f');";
const ordered = `con.contype IN ('f')
  ORDER BY con.conname,
    array_position(con.conkey, att.attnum), array_position(con.confkey, fatt.attnum);`;

function isQuery(config: unknown): config is { text: string } {
  return (
    typeof config === 'object' &&
    config !== null &&
    'text' in config &&
    typeof config.text === 'string'
  );
}
