import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { Client } from 'pg';
import { debianRoot } from './debian-root.ts';
import { run, start } from './process.ts';

export type Server = {
  url: string;
  /** Ends it without waiting for its clients, and starts it again on the same data and address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Runs a real Postgres 17 or newer on a free port, with a data folder of its own that `stop`
 * removes: the one installed here, else Debian's in a folder of the cache (as root). `durable`
 * waits for the disk, as in production. Throws an Error with the reason where neither can be.
 */
export async function startPostgres({ durable = false } = {}): Promise<Server> {
  const place = (await installedPostgres()) ?? (await cachedPostgres());
  const folder = mkdtempSync(join(place.root, 'tmp', 'saydo-postgres-'));
  const inside = place.root === '/' ? folder : join('/tmp', basename(folder));
  const password = randomBytes(12).toString('hex');
  writeFileSync(join(folder, 'password'), password);
  if (place.asUser.length > 0) {
    await run([...place.asRoot, 'chown', '-R', 'postgres:', inside]);
  }
  const command = (name: string) => [...place.asRoot, ...place.asUser, `${place.bin}/${name}`];

  const port = await freePort();
  await run([
    ...command('initdb'),
    ...['-D', `${inside}/data`, '-U', 'postgres', '-A', 'scram-sha-256'],
    ...[`--pwfile=${inside}/password`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
  ]);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const serve = () =>
    start([
      ...command('postgres'),
      ...['-D', `${inside}/data`, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
      ...Object.entries({ ...settings, ...(durable ? {} : careless) }).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ]);
  let server = serve();
  // SIGINT is Postgres's fast shutdown: it does not wait for clients to leave.
  const end = () => server.stop('SIGINT');
  const stop = async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const restart = async () => {
    await end();
    server = serve();
    await untilItAnswers(url, server.exited);
  };
  try {
    await untilItAnswers(url, server.exited);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, restart, stop };
}

/** Where Postgres is: its programs, and what must stand before a command there. */
type Place = { root: string; bin: string; asRoot: string[]; asUser: string[] };

/** For data that is thrown away: nothing waits for a disk. */
const careless = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

const settings = {
  max_connections: '200',
  unix_socket_directories: '',
  // Small containers give no shared memory.
  dynamic_shared_memory_type: 'mmap',
};

async function installedPostgres(): Promise<Place | null> {
  const bins = [
    ...versionsIn('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
      versionsIn(folder, 'postgresql@').map((version) => `${folder}/postgresql@${version}/bin`),
    ),
  ];
  const bin = bins.find((folder) => existsSync(`${folder}/initdb`));
  if (!bin) return null;
  // Postgres refuses to run as root.
  const asUser = isRoot()
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups']
    : [];
  return { root: '/', bin, asRoot: [], asUser };
}

/** Versions 17 and newer, the newest first. */
function versionsIn(folder: string, prefix = ''): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter((version) => version >= 17)
    .sort((a, b) => b - a);
}

async function cachedPostgres(): Promise<Place> {
  if (!isRoot() || !existsSync('/etc/debian_version')) {
    throw new Error(
      'no Postgres 17 or newer is installed here, and bringing one needs Debian and root',
    );
  }
  const root = await debianRoot('trixie', ['postgresql-17', 'postgresql-17-pgvector']);
  return {
    root,
    bin: '/usr/lib/postgresql/17/bin',
    asRoot: ['chroot', root],
    asUser: ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'],
  };
}

const isRoot = () => process.getuid?.() === 0;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

async function untilItAnswers(url: string, exited: Promise<string>) {
  let ended: string | undefined;
  exited.then((log) => {
    ended = log;
  });
  for (let attempt = 0; attempt < 150; attempt++) {
    if (ended !== undefined) throw new Error(`Postgres ended at once:\n${ended}`);
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error('Postgres did not answer within 30 seconds');
}

if (import.meta.main) {
  const server = await startPostgres();
  console.log(`TEST_DATABASE_URL=${server.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
}
