// Frame times in milliseconds of the built page (`npm run lab:build`) in Chromium while a network of K = 100 units trains:
// between frames, and spent on drawing in each. Prints one JSON.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from '../test/support/browser.ts';

const SECONDS = 6;

/** Runs in the page: milliseconds between frames, and those that drawing took of each. */
function measureFrames(milliseconds) {
  return new Promise((resolve) => {
    const between = [];
    const drawing = [];
    const { requestAnimationFrame: native, performance } = globalThis;
    // What the page does in a frame, it does in callbacks of frames.
    globalThis.requestAnimationFrame = (callback) =>
      native((time) => {
        const start = performance.now();
        callback(time);
        drawing.push(performance.now() - start);
      });
    let last = performance.now();
    const end = last + milliseconds;
    const step = (now) => {
      between.push(now - last);
      last = now;
      if (now < end) native(step);
      else resolve({ between: between.slice(1), drawing });
    };
    native(step);
  });
}

function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q) => Number(sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)].toFixed(2));
  return { p50: at(0.5), p95: at(0.95), max: at(1), count: sorted.length };
}

const file = path.resolve(import.meta.dirname, '../dist/lab.html');
if (!existsSync(file)) {
  process.stderr.write('no dist/lab.html; run npm run lab:build\n');
  process.exit(2);
}
const browser = await launchBrowser();
const results = {};
// An empty page says what the machine itself leaves of 60 frames a second.
const empty = await browser.newPage({ viewport: { width: 1400, height: 900 } });
results.emptyPage = quantiles((await empty.evaluate(measureFrames, 1000 * SECONDS)).between);
await empty.close();
for (const pace of ['15000', 'Infinity']) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  await page.selectOption('#epochs', '30');
  await page.selectOption('#pace', pace);
  await page.click('#anew');
  // Until the first weights are there.
  await page.waitForFunction(() => globalThis.document.getElementById('count-done').textContent !== '–');
  const seconds = pace === 'Infinity' ? 2 : SECONDS;
  const { between, drawing } = await page.evaluate(measureFrames, 1000 * seconds);
  results[pace === 'Infinity' ? 'full' : `${pace}PerSecond`] = {
    between: quantiles(between),
    drawing: quantiles(drawing),
  };
  await page.close();
}
await browser.close();
process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
