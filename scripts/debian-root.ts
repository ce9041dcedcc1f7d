import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.ts';

/**
 * A small Debian of the given release in the user's cache folder, with packages that the running
 * one is too old to have, to be used through chroot. Made once. Needs Debian and root.
 */
export async function debianRoot(release: string, packages: string[]): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'saydo');
  const root = join(cache, [release, ...packages].join('+'));
  if (existsSync(root)) return root;

  console.log(`Bringing ${packages.join(' and ')} into ${root}, once: this takes some minutes.`);
  if (!existsSync('/usr/sbin/debootstrap')) await aptInstall('debootstrap');
  const draft = `${root}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  await run([
    'debootstrap',
    ...['--variant=minbase', `--include=${packages.join(',')}`, release, draft, ...mirror()],
  ]);
  renameSync(draft, root);
  return root;
}

/** Installs Debian packages on this machine. Needs root. */
export async function aptInstall(...packages: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update', '-q'], { env });
  await run(['apt-get', 'install', '-qy', '--no-install-recommends', ...packages], { env });
}

/** The mirror that this machine's apt uses; without one, debootstrap takes its own. */
function mirror(): string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const sources = ['/etc/apt/sources.list', ...files]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  return /https?:\/\/\S+\/debian\/?(?=\s)/.exec(sources)?.slice(0, 1) ?? [];
}
