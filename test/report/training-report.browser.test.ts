import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderTrainingReport } from '../../src/report/training-report.ts';
import { sampleReport } from './sample-report.ts';

const candidates = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = candidates.find((path) => path !== '' && existsSync(path)) ?? '';
const reason = executablePath === '' ? ' (skipped: no Chromium found; install it or set CHROMIUM_PATH)' : '';

describe.skipIf(executablePath === '')(`the report in a browser${reason}`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    browser = await chromium.launch({
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
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Everything that a page said or asked for besides its own file and data URIs. */
  async function open(html: string, width: number): Promise<{ complaints: string[]; facts: Facts }> {
    const file = join(folder, `report-${width}.html`);
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:'))
        complaints.push(`request: ${request.url()}`);
    });
    await page.goto(url, { waitUntil: 'load' });
    const facts = await page.evaluate(measure);
    await page.close();
    return { complaints, facts };
  }

  it.each([1400, 700, 380])('draws every figure without a complaint, %i pixels wide', async (width) => {
    const { complaints, facts } = await open(renderTrainingReport(sampleReport()), width);
    expect(complaints).toEqual([]);
    expect(facts.images).toHaveLength(3);
    for (const image of facts.images) {
      expect(image.natural).toBeGreaterThan(0);
      expect(image.shown).toBeGreaterThan(100);
    }
    expect(facts.charts).toHaveLength(6);
    for (const chart of facts.charts) {
      expect(chart.width).toBeGreaterThan(200);
      expect(chart.drawn).toBeGreaterThan(0);
    }
    // The style sheet was let through by its hash: the page's own ink, not the browser's black.
    expect(facts.ink).toBe('rgb(27, 29, 34)');
    expect(facts.scrollWidth).toBeLessThanOrEqual(width);
    expect(facts.clippedText).toEqual([]);
  });

  it('reports a page that does break its policy, so silence means something', async () => {
    const html = renderTrainingReport(sampleReport()).replace(
      '</main>',
      '<img src="x.png"><script>1</script></main>',
    );
    const { complaints } = await open(html, 900);
    expect(
      complaints.filter((text) => text.includes('Content Security Policy')).length,
    ).toBeGreaterThanOrEqual(2);
  });
});

interface Facts {
  images: { natural: number; shown: number }[];
  charts: { width: number; drawn: number }[];
  ink: string;
  scrollWidth: number;
  clippedText: string[];
}

/** Runs in the page. `clippedText`: labels of drawings that stick out of their drawing. */
function measure(): Facts {
  const images = [...document.images].map((image) => ({
    natural: image.naturalWidth,
    shown: image.getBoundingClientRect().width,
  }));
  const charts = [...document.querySelectorAll('svg.chart')].map((svg) => ({
    width: svg.getBoundingClientRect().width,
    drawn: [...svg.querySelectorAll('path')].filter((path) => path.getTotalLength() > 0).length,
  }));
  const clippedText = [...document.querySelectorAll('svg text')]
    .filter((text) => {
      const frame = text.closest('svg')?.getBoundingClientRect();
      const box = text.getBoundingClientRect();
      if (frame === undefined) return true;
      return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
    })
    .map((text) => text.textContent);
  return {
    images,
    charts,
    ink: getComputedStyle(document.body).color,
    scrollWidth: document.documentElement.scrollWidth,
    clippedText,
  };
}
