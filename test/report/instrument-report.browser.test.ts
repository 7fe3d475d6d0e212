import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { launchBrowser, openPage, skipReason, withoutBrowser } from '../support/browser.ts';

const { at, write } = temporaryFolder();

describe.skipIf(withoutBrowser)(`the report of a measurement in a browser${skipReason}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    const currents = write('I.json', [0.5, 2, -1, 1.9, 1.2]);
    const { status, stderr } = await call(['inhibition', '--currents', currents, '--out', at('run')]);
    expect(status, stderr).toBe(0);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
  });

  it.each([360, 1400])('fits a window %i pixels wide, its charts large enough to read', async (width) => {
    const url = pathToFileURL(at('run/report.html')).href;
    const { page, complaints } = await openPage(browser, url, { width });
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const charts = await page
      .locator('svg.chart')
      .evaluateAll((all) => all.map((chart) => chart.getBoundingClientRect().width));
    expect(charts).toHaveLength(2);
    for (const chart of charts) expect(chart).toBeGreaterThan(600);
    await page.close();
  });
});
