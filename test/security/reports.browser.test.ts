/** Pages made from hostile names, paths, options and reasons: everything is text, nothing runs, nothing is loaded. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { renderSweepReport } from '../../src/report/sweep-report.ts';
import { renderTrainingReport } from '../../src/report/training-report.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { sampleReport } from '../report/sample-report.ts';
import { sampleSweep } from '../report/sample-sweep.ts';
import { launchBrowser, openPage, skipReason, withoutBrowser } from '../support/browser.ts';

const { at, write } = temporaryFolder();

/** Ends every context that it may stand in, and marks the document if anything of it runs. */
const HOSTILE =
  `"'--></title></style></textarea></script></svg><img src=x onerror="document.body.dataset.escaped=1">` +
  `<script>document.body.dataset.escaped=2</script><svg onload="document.body.dataset.escaped=3"></svg>` +
  `<a href="javascript:document.body.dataset.escaped=4">x</a>\${escaped}{{escaped}}&lt;script&gt;\u0000\u2028`;

const CSP = /<meta http-equiv="Content-Security-Policy" content="default-src (?:'|&#39;)none(?:'|&#39;)/;

/** The same with every string replaced by the hostile one before it; keys, too, where they are the user's. */
function poisoned<T>(value: T): T {
  if (typeof value === 'string') return `${HOSTILE}${value}` as T;
  if (Array.isArray(value)) return value.map(poisoned) as T;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [`${HOSTILE}${key}`, poisoned(inner)]),
  ) as T;
}

const trainingPage = (): string => {
  const report = sampleReport();
  return renderTrainingReport({
    ...report,
    title: HOSTILE,
    command: HOSTILE,
    config: poisoned(report.config),
    data: { ...report.data, name: HOSTILE },
    warnings: [HOSTILE, ...report.warnings],
  });
};

const sweepPage = (): string => {
  const sweep = sampleSweep();
  const axis = `${HOSTILE}axis`;
  return renderSweepReport({
    ...sweep,
    title: HOSTILE,
    command: HOSTILE,
    axes: [{ key: axis, isLog: false }, ...sweep.axes],
    omitted: [HOSTILE],
    constant: [{ path: HOSTILE, value: 1 }],
    made: { command: HOSTILE, config: poisoned(sweep.made.config) },
    points: sweep.points.map((point, i) => ({
      ...point,
      axes: { [axis]: `${HOSTILE}${i % 3}`, ...point.axes },
      status: i % 4 === 0 ? HOSTILE : point.status,
      reason: i % 4 === 0 ? HOSTILE : point.reason,
      commandLine: `${HOSTILE}${point.commandLine}`,
    })),
  });
};

describe.skipIf(withoutBrowser)(`hostile text in a report${skipReason}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    const examples = Float64Array.from({ length: 40 * 9 }, (_, i) => ((i * 7) % 10) / 10);
    // A file name may hold all but / and NUL.
    const name = HOSTILE.replaceAll('/', '_').replaceAll('\u0000', '').slice(0, 200);
    const data = write(`${name}.npy`, encodeNpy(examples, [40, 9]));
    const words = [
      'train',
      '--data',
      data,
      '--hidden',
      '3',
      '--epochs',
      '1',
      '--normalize',
      'unit',
      '--out',
      at('run'),
    ];
    const { status, stderr } = await call(words);
    expect(status, stderr).toBe(0);
    write('training.html', trainingPage());
    write('sweep.html', sweepPage());
  }, 120_000);
  afterAll(async () => {
    await browser.close();
  });

  it.each(['training.html', 'sweep.html', 'run/report.html'])('stays text in %s', async (file) => {
    const html = readFileSync(at(file), 'utf8');
    expect(html).toMatch(CSP);
    const { page, complaints } = await openPage(browser, pathToFileURL(at(file)).href, { width: 1200 });
    // Not even the policy had anything to forbid.
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.body.dataset.escaped)).toBeUndefined();
    expect(await page.locator('img[onerror], [onload], a[href^="javascript"]').count()).toBe(0);
    expect(
      await page.evaluate(() => document.documentElement.outerHTML.includes('document.body.dataset')),
    ).toBe(true);
    await page.close();
  });

  it('would be kept from running by the policy even where it were markup', async () => {
    const html = trainingPage().replace('</main>', `<div>${HOSTILE}</div></main>`);
    writeFileSync(at('open.html'), html);
    const { page, complaints } = await openPage(browser, pathToFileURL(at('open.html')).href, {
      width: 1200,
    });
    expect(await page.locator('img[onerror]').count()).toBeGreaterThan(0);
    expect(complaints.join('\n')).toContain('Content Security Policy');
    expect(await page.evaluate(() => document.body.dataset.escaped)).toBeUndefined();
    await page.close();
  });

  it('does run where there is neither, so that silence means something', async () => {
    const html = `<!DOCTYPE html><body><p>${HOSTILE}</p></body>`;
    writeFileSync(at('bare.html'), html);
    const { page } = await openPage(browser, pathToFileURL(at('bare.html')).href, { width: 600 });
    await expect
      .poll(() => page.evaluate(() => document.body.dataset.escaped), { timeout: 60_000 })
      .toMatch(/^[123]$/);
    await page.close();
  });
});
