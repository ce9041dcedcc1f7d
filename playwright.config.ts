import { defineConfig, devices } from '@playwright/test';
import { mailbox, mailSaydo, saydo, slowModel, slowSaydo } from './e2e/addresses.ts';
import { browserArgs } from './scripts/browser.ts';

/** Stories in a browser, wide and narrow, against the production build. Run: npm run test:e2e */
export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results/e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A shared machine may starve a browser for seconds; what fails twice is wrong.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: saydo.url,
    launchOptions: { executablePath: process.env.CHROMIUM_PATH || undefined, args: browserArgs },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  },
  projects: [
    {
      name: 'wide',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'narrow',
      // The doors of the API have no width, and what tabs tell each other is the same at every one.
      testIgnore: ['doors.spec.ts', 'tabs.spec.ts'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 320, height: 640 }, hasTouch: true },
    },
  ],
  webServer: [
    { ...server('node scripts/e2e-server.ts', `${saydo.url}/sign-in`), env: at(saydo) },
    server('node e2e/slow-model.ts', slowModel.url),
    {
      ...server('node scripts/e2e-server.ts', `${slowSaydo.url}/sign-in`),
      env: { ...at(slowSaydo), E2E_MODEL_URL: slowModel.url },
    },
    server('node e2e/mailbox.ts', mailbox.url),
    {
      ...server('node scripts/e2e-server.ts', `${mailSaydo.url}/sign-in`),
      env: { ...at(mailSaydo), E2E_SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}` },
    },
  ],
});

function server(command: string, url: string) {
  const gracefulShutdown = { signal: 'SIGTERM', timeout: 5_000 } as const;
  return { command, url, reuseExistingServer: false, timeout: 120_000, gracefulShutdown };
}

function at({ port }: typeof saydo) {
  return { PORT: String(port) };
}
