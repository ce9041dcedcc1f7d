import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { aptInstall } from './debian-root.ts';
import { run } from './process.ts';

/** What a browser needs for tests on any machine. Chromium refuses its sandbox to root. */
export const browserArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  // Nobody looks: drawing through an emulated graphics card costs more than the pages do.
  '--disable-gpu',
];

/**
 * Finds a Chromium that starts: CHROMIUM_PATH, Playwright's own, the system's; else brings one,
 * Playwright's where it can be downloaded, else Debian's through apt (as root). Throws an Error
 * with the reasons when none can be had.
 */
export async function findBrowser(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  const here = given ? [given] : [chromium.executablePath(), ...system];
  for (const path of here) if (await starts(path)) return path;
  if (given) throw new Error('CHROMIUM_PATH names no browser that starts');

  const reasons: string[] = [];
  for (const bring of [downloadPlaywrights, installDebians]) {
    try {
      const path = await bring();
      if (await starts(path)) return path;
      reasons.push(`${path} does not start`);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`no browser could be had:\n${reasons.join('\n')}`);
}

const system = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

async function downloadPlaywrights(): Promise<string> {
  console.log("Downloading Playwright's Chromium.");
  const withLibraries = process.getuid?.() === 0 ? ['--with-deps'] : [];
  await run(['playwright', 'install', ...withLibraries, 'chromium'], {
    timeout: 5 * 60_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  });
  return chromium.executablePath();
}

async function installDebians(): Promise<string> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error("Debian's Chromium needs apt-get and root");
  }
  console.log("Installing Debian's Chromium.");
  await aptInstall('chromium', 'fonts-liberation');
  return '/usr/bin/chromium';
}

async function starts(executablePath: string): Promise<boolean> {
  if (!existsSync(executablePath)) return false;
  try {
    const browser = await chromium.launch({ executablePath, args: browserArgs });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}
