import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import { formatSignificant } from '../../src/report/numbers.ts';
import { renderTrainingReport } from '../../src/report/training-report.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { launchBrowser, openPage, skipReason, withoutBrowser } from '../support/browser.ts';
import type { OpenedPage } from '../support/browser.ts';
import { sampleReport } from './sample-report.ts';

const folder = temporaryFolder();

/** For a machine that does other things, too. */
const PATIENCE = { timeout: 60_000 };

describe.skipIf(withoutBrowser)(`the report in a browser${skipReason}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    const small = ['--limit', '400', '--epochs', '2'];
    for (const words of [
      ['--hidden', '120', '--out', folder.at('exact')],
      ['--compare', '--hidden', '12', '--out', folder.at('compared')],
    ]) {
      const { status, stderr } = await call(['train', ...small, ...words]);
      expect(status, stderr).toBe(0);
    }
  }, 120_000);

  afterAll(async () => {
    await browser.close();
  });

  const open = (run: string, width: number, javaScript = true): Promise<OpenedPage> =>
    openPage(browser, pathToFileURL(folder.at(`${run}/report.html`)).href, { width, javaScript });

  it.each([
    ['exact', 1400],
    ['exact', 380],
    ['compared', 1400],
    ['compared', 700],
  ])('draws every figure of the run %s without a complaint, %i pixels wide', async (run, width) => {
    const { page, complaints } = await open(run, width);
    const facts = await page.evaluate(measure);
    expect(complaints).toEqual([]);
    // The sheet, a thumbnail for each class; a mosaic and, above 100 units, the whole layer, or two mosaics.
    expect(facts.images).toHaveLength(1 + 10 + 2);
    for (const image of facts.images) {
      expect(image.natural).toBeGreaterThan(0);
      expect(image.shown).toBeGreaterThan(40);
    }
    // Of the chosen example: course, currents, L where something learns, inhibition, active units; and six of the run.
    expect(facts.charts.length).toBeGreaterThanOrEqual(4 + 6);
    for (const chart of facts.charts) {
      expect(chart.width).toBeGreaterThan(200);
      expect(chart.drawn).toBeGreaterThan(0);
    }
    // The style sheet was let through by its hash: the page's own ink, not the browser's black.
    expect(facts.ink).toBe('rgb(27, 29, 34)');
    expect(facts.scrollWidth).toBeLessThanOrEqual(width);
    expect(facts.clippedText).toEqual([]);
    await page.close();
  });

  it('shows another example when it is picked, by pointer and by keyboard', async () => {
    const { page, complaints } = await open('exact', 1300);
    const shown = page.locator('.view:visible figure').first();
    const first = await shown.getAttribute('id');
    await page.locator('.examples > label').nth(3).click();
    const fourth = await shown.getAttribute('id');
    expect(fourth).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    expect(await shown.getAttribute('id')).not.toBe(fourth);
    expect(await page.locator('.view:visible').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('names the curve under the pointer, with its values', async () => {
    const { page, complaints } = await open('exact', 1300);
    const chart = page.locator('.view:visible svg.chart').first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.7 * box.height);
    await expect.poll(() => page.locator('.tip').innerText(), PATIENCE).toMatch(/^unit \d+/);
    await page.mouse.move(5, 5);
    expect(await page.locator('.tip').isVisible()).toBe(false);
    // A dot of the scatter stands at its own current: what the tooltip says is where the dot is drawn.
    const dots = page.locator('.view:visible svg.chart').nth(1);
    const place = await dots.locator('path.dots').last().evaluate(centreOfFirst);
    await page.mouse.move(place.x, place.y);
    const text = await page.locator('.tip').innerText();
    expect(text).toMatch(
      /^unit \d+, (Hebbian|anti-Hebbian|active|inactive)\ncurrent I: [−\d.e]+\nactivity h: /,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('enlarges the tile under the pointer, both of matched ones, and walks on by arrow keys', async () => {
    const { page, complaints } = await open('compared', 1300);
    const mosaic = page.locator('.mosaics img').first();
    await mosaic.scrollIntoViewIfNeeded();
    const box = await mosaic.boundingBox();
    if (box === null) throw new Error('no mosaic');
    const lens = page.locator('.lens');
    // A tile can be enlarged once its picture is decoded; a hand moves on meanwhile.
    let moves = 0;
    const moveOn = async (): Promise<boolean> => {
      await page.mouse.move(box.x + 5 + (moves++ % 3), box.y + 5);
      return lens.isVisible();
    };
    await expect.poll(moveOn, PATIENCE).toBe(true);
    const names = await lens.locator('p').allInnerTexts();
    expect(names[0]).toMatch(/^exact, unit 0, W = (≤ |≥ )?−?[\d.]+/);
    expect(names[1]).toMatch(/^ranking, unit \d+, W = /);
    const painted = await lens.locator('canvas').evaluateAll(countColours);
    for (const colours of painted) expect(colours).toBeGreaterThan(10);
    await mosaic.focus();
    await page.keyboard.press('ArrowRight');
    expect(await lens.locator('p').first().innerText()).toBe('exact, unit 1');
    await page.keyboard.press('Escape');
    expect(await lens.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps a tile enlarged, with its norm and extremes, on a click or Enter', async () => {
    const { page, complaints } = await open('exact', 1300);
    const mosaic = page.locator('.mosaics img').first();
    await mosaic.scrollIntoViewIfNeeded();
    const lens = page.locator('.lens').first();
    const side = (): Promise<number> => lens.locator('canvas').evaluate((canvas) => canvas.clientWidth);
    await mosaic.focus();
    // The first press is too early where the picture is not decoded yet; the second is one at the edge.
    const walk = async (): Promise<boolean> => {
      await page.keyboard.press('ArrowUp');
      return lens.isVisible();
    };
    await expect.poll(walk, PATIENCE).toBe(true);
    const passing = await side();
    await page.keyboard.press('Enter');
    expect(await side()).toBe(2 * passing);
    await page.keyboard.press('ArrowRight');
    expect(await side()).toBe(2 * passing);
    const unit = Number(/\d+$/.exec(await lens.locator('p').innerText())?.[0]);
    expect(await lens.locator('small').innerText()).toBe(measuresOf(folder.at('exact/weights.npy'), unit));
    await page.keyboard.press('Escape');
    expect(await lens.isVisible()).toBe(false);

    const third = { position: await centreOfTile(mosaic, 2) };
    await mosaic.click(third);
    await page.mouse.move(5, 5);
    expect(await side()).toBe(2 * passing);
    expect(await lens.locator('p').innerText()).not.toContain('W =');
    const canvas = lens.locator('canvas');
    await canvas.hover({ position: { x: passing, y: passing } });
    expect(await lens.locator('p').innerText()).toContain('W =');
    await mosaic.click(third);
    expect(await lens.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is complete without a script: the first example is shown, others can be picked', async () => {
    const { page, complaints } = await open('exact', 1300, false);
    expect(await page.locator('.view:visible').count()).toBe(1);
    const shown = page.locator('.view:visible figure').first();
    const first = await shown.getAttribute('id');
    await page.locator('.examples > label').nth(1).click();
    expect(await shown.getAttribute('id')).not.toBe(first);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('reports a page that does break its policy, so silence means something', async () => {
    const html = readFileSync(folder.at('exact/report.html'), 'utf8');
    const file = folder.at('broken.html');
    writeFileSync(
      file,
      html.replace('</main>', '<img src="x.png"><script>1</script><p style="color:red">x</p></main>'),
    );
    const { page, complaints } = await openPage(browser, pathToFileURL(file).href, { width: 900 });
    expect(
      complaints.filter((text) => text.includes('Content Security Policy')).length,
    ).toBeGreaterThanOrEqual(3);
    await page.close();
  });

  it('draws a report without examples, too', async () => {
    const file = folder.at('sample.html');
    writeFileSync(file, renderTrainingReport(sampleReport()));
    const { page, complaints } = await openPage(browser, pathToFileURL(file).href, { width: 900 });
    expect(complaints).toEqual([]);
    expect((await page.evaluate(measure)).charts.length).toBeGreaterThanOrEqual(6);
    await page.close();
  });
});

interface Facts {
  images: { natural: number; shown: number }[];
  charts: { width: number; drawn: number }[];
  ink: string;
  scrollWidth: number;
  clippedText: string[];
}

/** Runs in the page. Charts that are shown; `clippedText`: labels of drawings that stick out of their drawing. */
function measure(): Facts {
  const images = [...document.images].map((image) => ({
    natural: image.naturalWidth,
    shown: image.getBoundingClientRect().width,
  }));
  const shown = [...document.querySelectorAll('svg.chart')].filter(
    (svg) => svg.getBoundingClientRect().width > 0,
  );
  const charts = shown.map((svg) => ({
    width: svg.getBoundingClientRect().width,
    drawn: [...svg.querySelectorAll('path')].filter(
      (path) => path.getTotalLength() > 0 || path.getAttribute('class') === 'dots',
    ).length,
  }));
  const clippedText = shown
    .flatMap((svg) => [...svg.querySelectorAll('text')])
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

/** Runs in the page: where the first dot of a path lies in the window. */
function centreOfFirst(path: Element): { x: number; y: number } {
  path.scrollIntoView({ block: 'center' });
  const point = (path as SVGPathElement).getPointAtLength(0);
  const matrix = (path as SVGPathElement).getScreenCTM();
  const at = new DOMPoint(point.x, point.y).matrixTransform(matrix ?? undefined);
  return { x: at.x, y: at.y };
}

/** What is told of an enlarged unit, from its weights. */
function measuresOf(file: string, unit: number): string {
  const { shape, data } = readArray(file);
  const row = Array.from(data.slice(unit * shape[1], (unit + 1) * shape[1]), Number);
  const norm = row.reduce((sum, w) => sum + w ** 4, 0);
  const [least, most] = [Math.min(...row), Math.max(...row)].map((w) => formatSignificant(w));
  return `Σ|W|^4 = ${formatSignificant(norm)}, W from ${least} to ${most}`;
}

/** Where the tile lies in its mosaic of digits. */
async function centreOfTile(mosaic: Locator, tile: number): Promise<{ x: number; y: number }> {
  const zoom = await mosaic.evaluate((image) => image.clientWidth / (image as HTMLImageElement).naturalWidth);
  return { x: (29 * tile + 15) * zoom, y: 15 * zoom };
}

/** Runs in the page: the number of colours on each canvas. */
function countColours(canvases: Element[]): number[] {
  return canvases.map((element) => {
    const canvas = element as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const colours = new Set<number>();
    for (let i = 0; i < pixels.length; i += 4)
      colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
    return colours.size;
  });
}
