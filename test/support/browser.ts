/** Debian's Chromium, for tests that look at pages; and what a page says while it is looked at. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const candidates = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where it is; empty where it is not. */
const executablePath: string = candidates.find((path) => path !== '' && existsSync(path)) ?? '';

/** Set where a skipped test would be a hole: on CI. */
const isRequired = process.env.REQUIRE_CHROMIUM === '1';

/** Whether tests that need a browser are skipped; where one is required, they run, and fail without it. */
export const withoutBrowser: boolean = executablePath === '' && !isRequired;

/** Why, for the title of what is skipped. */
export const skipReason: string = withoutBrowser
  ? ' (skipped: no Chromium found; install Debian’s package chromium, or set CHROMIUM_PATH)'
  : '';

/** Starts it. */
export async function launchBrowser(): Promise<Browser> {
  if (executablePath === '') {
    throw new Error('REQUIRE_CHROMIUM is set, but there is no Chromium; install it or set CHROMIUM_PATH');
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A page that was opened, and everything that it said or asked for besides its own file and data URIs. */
export interface OpenedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a page of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  { width, javaScript = true }: { width: number; javaScript?: boolean },
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, javaScriptEnabled: javaScript });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:'))
      complaints.push(`request: ${request.url()}`);
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, complaints };
}
