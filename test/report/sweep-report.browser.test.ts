import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderSweepReport } from '../../src/report/sweep-report.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { launchBrowser, openPage, skipReason, withoutBrowser } from '../support/browser.ts';
import { sampleSweep } from './sample-sweep.ts';

const { write } = temporaryFolder();
const file = pathToFileURL(write('report.html', renderSweepReport(sampleSweep()))).href;

describe.skipIf(withoutBrowser)(`the report of a sweep in a browser${skipReason}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
  });

  /** Drags along an axis between two shares of its height, from the top. */
  async function drag(page: Page, axis: number, [from, to]: readonly [number, number]): Promise<void> {
    const rail = page.locator(`rect.brush[data-axis="${axis}"]`);
    await rail.scrollIntoViewIfNeeded();
    const box = await rail.boundingBox();
    if (box === null) throw new Error('the axis is not shown');
    const x = box.x + box.width / 2;
    await page.mouse.move(x, box.y + from * box.height);
    await page.mouse.down();
    await page.mouse.move(x, box.y + to * box.height, { steps: 4 });
    await page.mouse.up();
  }

  test.each([
    [1400, true],
    [1400, false],
    [380, true],
  ])('is whole %i pixels wide, with its script: %s', async (width, javaScript) => {
    const { page, complaints } = await openPage(browser, file, { width, javaScript });
    expect(complaints).toEqual([]);
    expect(await page.locator('.measure-view:visible svg.heat').count()).toBe(3);
    expect(await page.locator('.measure-view:visible svg.chart').count()).toBe(3);
    expect(await page.locator('path.line').count()).toBe(44);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.close();
  });

  test('shows the measure that is chosen', async () => {
    const { page } = await openPage(browser, file, { width: 1400 });
    const shown = (): Promise<string[]> =>
      page
        .locator('.measure-view:visible svg.heat')
        .evaluateAll((maps) => maps.map((map) => map.getAttribute('aria-label') ?? ''));
    expect((await shown()).every((label) => label.startsWith('error:'))).toBe(true);
    await page.locator('label.measure', { hasText: 'weights.deviation' }).click();
    expect((await shown()).every((label) => label.startsWith('weights.deviation:'))).toBe(true);
    await page.close();
  });

  test('keeps the lines in the ranges dragged on axes, and lets them go', async () => {
    const { page, complaints } = await openPage(browser, file, { width: 1400 });
    const kept = (): Promise<number> => page.locator('path.line:not(.out)').count();
    const said = (): Promise<string | null> => page.locator('svg.parallel .count').textContent();
    // The upper half of w: 1 (12 points) and 1.2 (8 points).
    await drag(page, 0, [0, 0.5]);
    expect([await kept(), await said()]).toEqual([20, '20 of 44 points']);
    // And of those the lowest h*: 4 points each.
    await drag(page, 1, [0.7, 1]);
    expect(await kept()).toBe(8);
    await drag(page, 0, [0.4, 0.4]);
    await drag(page, 1, [0.4, 0.4]);
    expect([await kept(), await said()]).toEqual([44, '']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('colours the lines by the axis whose name is pressed', async () => {
    const { page } = await openPage(browser, file, { width: 1400 });
    const colours = (): Promise<number> =>
      page
        .locator('path.line')
        .evaluateAll((lines) => new Set(lines.map((line) => line.getAttribute('stroke'))).size);
    expect(await colours()).toBeGreaterThan(4);
    await page.locator('text.name[data-axis="2"]').focus();
    await page.keyboard.press('Enter');
    // Δ has two values; their lines are set apart by no more than a step of the palette.
    expect(await colours()).toBeLessThanOrEqual(4);
    expect(await page.locator('text.name.chosen').getAttribute('data-axis')).toBe('2');
    await page.close();
  });
});
