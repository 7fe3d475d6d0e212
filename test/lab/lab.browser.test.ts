import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/data/npy-read.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { launchBrowser, skipReason, withoutBrowser } from '../support/browser.ts';

const folder = temporaryFolder();
const lab = path.resolve(import.meta.dirname, '../../lab');
/** For a machine that does other things, too. */
const PATIENCE = { timeout: 40_000 };

interface Results {
  readonly settings: { readonly inhibition: number; readonly p: number };
  readonly commands: readonly string[];
  readonly activation: readonly number[];
  readonly relax: { readonly results: readonly [{ readonly active: readonly number[] }] };
  readonly plasticity: unknown;
  readonly weights: readonly (readonly number[])[];
}

describe.skipIf(withoutBrowser)(`the page in a browser${skipReason}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  const file = pathToFileURL(folder.at('lab.html')).href;

  beforeAll(async () => {
    await build({ root: lab, logLevel: 'error', build: { outDir: folder.at() } });
    browser = await launchBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
  });

  /** Opens it; complaints are what it says on the console, and requests but for its file and its workers. */
  async function open(
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== file && !request.url().startsWith('blob:')) {
        complaints.push(`request: ${request.url()}`);
      }
    });
    await page.goto(file, { waitUntil: 'load' });
    await expect.poll(() => page.locator('#course-summary').innerText(), PATIENCE).toMatch(/switch/);
    return { page, complaints };
  }

  const text = (page: Page, id: string): Promise<string> => page.locator(id).innerText();

  /** Trains as told, to the end. */
  async function train(page: Page, units: string, epochs: string): Promise<void> {
    await page.selectOption('#units', units);
    await page.selectOption('#epochs', epochs);
    await page.selectOption('#pace', 'Infinity');
    await page.click('#anew');
    const total = `${epochs}0,000 of ${epochs}0,000`;
    await expect.poll(() => text(page, '#count-done'), PATIENCE).toBe(total);
    expect(await text(page, '#train')).toBe('Train on');
    await settled(page);
  }

  /** Waits until what is shown does not change any more. */
  async function settled(page: Page): Promise<void> {
    let before = '';
    const isSame = async (): Promise<boolean> => {
      const now = await page.evaluate(pictures);
      const same = now.join() === before;
      before = now.join();
      return same;
    };
    await expect.poll(isSame, { ...PATIENCE, interval: 300 }).toBe(true);
  }

  async function slide(page: Page, name: string, value: string): Promise<void> {
    await page.locator(`#set-${name}`).fill(value);
    await settled(page);
  }

  /** Saves a file of the page under its own name. */
  async function save(page: Page, name: string): Promise<string> {
    const waiting = page.waitForEvent('download', PATIENCE);
    await page.evaluate(clickOn, `save-${name}`);
    const target = folder.at(`${name}.json`);
    await (await waiting).saveAs(target);
    return readFileSync(target, 'utf8');
  }

  async function results(page: Page): Promise<Results> {
    return JSON.parse(await save(page, 'results')) as Results;
  }

  it.each([
    [1400, 'light'],
    [1000, 'dark'],
    [390, 'light'],
  ] as const)('draws everything without a complaint, %i wide, %s', async (width, colorScheme) => {
    const { page, complaints } = await open({ viewport: { width, height: 900 }, colorScheme });
    await train(page, '25', '1');
    const facts = await page.evaluate(measure);
    for (const { id, colours } of facts.canvases)
      expect(colours, id).toBeGreaterThan(id === 'growth' ? 3 : 8);
    expect(facts.canvases.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['pad', 'course', 'growth', 'mosaic', 'colour-bar']),
    );
    expect(facts.scrollWidth).toBeLessThanOrEqual(width);
    expect(facts.clipped).toEqual([]);
    expect(facts.ink).toBe(colorScheme === 'dark' ? 'rgb(233, 234, 237)' : 'rgb(27, 29, 34)');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the numbers of the command line, computed by another engine of another version', async () => {
    const { page, complaints } = await open();
    await train(page, '25', '1');
    await slide(page, 'inhibition', '0.6');
    await slide(page, 'p', '4.5');
    const shown = await results(page);
    expect(shown.settings).toMatchObject({ inhibition: 0.6, p: 4.5 });
    for (const name of ['currents', 'weights', 'input', 'activation']) await save(page, name);
    const [relax, plasticity] = await Promise.all(
      shown.commands.map(async (command) => {
        const words = command.split(' ').slice(1);
        const { status, stdout, stderr } = await call(
          words.map((word) => (word.endsWith('.json') ? folder.at(word) : word)),
        );
        expect(status, stderr).toBe(0);
        return JSON.parse(stdout) as unknown;
      }),
    );
    expectClose(relax, shown.relax);
    expectClose(plasticity, shown.plasticity);
    const active = shown.relax.results[0].active.length;
    expect(await text(page, '#course-summary')).toContain(
      `${active} of 25 units ${active === 1 ? 'stays' : 'stay'} active`,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('trains to the weights of the command `train`, and its norms converge', async () => {
    const { page, complaints } = await open();
    await train(page, '25', '1');
    const words = ['train', '--hidden', '25', '--epochs', '1', '--threads', '1', '--out', folder.at('run')];
    const { status, stderr } = await call(words);
    expect(status, stderr).toBe(0);
    const { data } = parseNpy(readFileSync(folder.at('run', 'weights.npy')), 'weights.npy');
    const there = (await results(page)).weights.flat();
    const apart = there.map((w, i) => Math.abs(w - data[i]));
    // In one engine they are bit-equal; logarithms of two engines may differ in their last bit. Weights are of order 1.
    expect(Math.max(...apart)).toBeLessThan(1e-6);
    expect(apart).toHaveLength(data.length);
    const afterOne = await text(page, '#count-norm');
    await train(page, '25', '3');
    // From N(0, 1) weights of 784 inputs Σ W⁴ is about 2352 at the start.
    expect(readNumber(afterOne)).toBeLessThan(0.1);
    expect(readNumber(await text(page, '#count-norm'))).toBeLessThan(1e-3);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('changes picture and active units with the sliders, by keyboard, too', async () => {
    const { page, complaints } = await open();
    await train(page, '25', '1');
    const active = async (): Promise<number> => (await results(page)).relax.results[0].active.length;
    const before = { active: await active(), pictures: await page.evaluate(pictures) };
    await slide(page, 'inhibition', '0.1');
    const after = { active: await active(), pictures: await page.evaluate(pictures) };
    expect(after.active).toBeGreaterThan(before.active);
    for (const [i, id] of ['course', 'mosaic', 'growth'].entries()) {
      expect(after.pictures[i], id).not.toBe(before.pictures[i]);
    }
    await page.locator('#set-inhibition').focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
    await settled(page);
    expect(await text(page, '#sliders output >> nth=0')).toBe('0.2');
    expect((await results(page)).settings.inhibition).toBeCloseTo(0.2, 12);
    await page.locator('#by-ranking').check();
    await settled(page);
    expect((await results(page)).activation.filter((g) => g !== 0).toSorted()).toEqual([-0.2, 1]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('takes a digit drawn by hand and by keyboard, centred', async () => {
    const { page, complaints } = await open();
    await train(page, '25', '1');
    const input = async (): Promise<readonly number[]> =>
      (JSON.parse(await save(page, 'input')) as number[]).map((value) => Math.round(1e6 * value));
    const first = await input();
    await page.click('#clear');
    expect((await input()).every((value) => value === 0)).toBe(true);
    const box = await page.locator('#pad').boundingBox();
    if (box === null) throw new Error('no pad');
    await page.mouse.move(box.x + 30, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 32, box.y + 90, { steps: 8 });
    await page.mouse.up();
    // Once it is centred its middle column is inked.
    const middle = async (): Promise<number> =>
      (await input()).filter((value, i) => value > 0 && [13, 14].includes(i % 28)).length;
    // Each look is a download; a second between them leaves the page time to centre.
    await expect.poll(middle, { ...PATIENCE, interval: 1_000 }).toBeGreaterThan(20);
    expect(await text(page, '#input-name')).toBe('your drawing');
    await page.click('.digit >> nth=7');
    expect(await input()).not.toEqual(first);
    await page.locator('#pad').focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Space');
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect((await input()).filter((value) => value > 0).length).toBeGreaterThan(6);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('presents the input: the learners move as `plasticity` says, and L rises', async () => {
    const { page, complaints } = await open({ reducedMotion: 'no-preference' });
    await train(page, '25', '1');
    await slide(page, 'presentation', '0.5');
    const before = await results(page);
    await page.click('#present');
    const moved = async (): Promise<boolean> =>
      JSON.stringify((await results(page)).weights) !== JSON.stringify(before.weights);
    await expect.poll(moved, PATIENCE).toBe(true);
    await settled(page);
    const after = await results(page);
    const { results: units } = before.plasticity as { results: { weights: number[] }[] };
    expect(after.weights).toEqual(units.map(({ weights }) => weights));
    const [, from, to] = /from ([\d.]+) to ([\d.]*\d)/.exec(await text(page, '#growth-summary')) ?? [];
    expect(Number(to)).toBeGreaterThan(Number(from));
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('pauses, resumes, and starts again while it runs', async () => {
    const { page, complaints } = await open();
    await page.selectOption('#units', '25');
    await page.selectOption('#pace', '1000');
    const done = async (): Promise<number> => readNumber((await text(page, '#count-done')).split(' of ')[0]);
    for (let start = 0; start < 4; start++) {
      await page.click('#anew');
      await expect.poll(done, PATIENCE).toBeGreaterThan(0);
    }
    await page.click('#train');
    expect(await text(page, '#train')).toBe('Resume');
    await settled(page);
    const paused = await done();
    await page.waitForTimeout(300);
    expect(await done()).toBe(paused);
    await page.click('#train');
    await expect.poll(done, PATIENCE).toBeGreaterThan(paused);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('names the unit under the pointer, and walks over the units by arrow keys', async () => {
    const { page, complaints } = await open();
    await train(page, '25', '1');
    await page.locator('#mosaic').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await text(page, '#unit-facts')).toMatch(/^unit 6 · I = .* · g = .* · Σ\|W\|ᵖ = /);
    await page.locator('#mosaic').hover({ position: { x: 5, y: 5 } });
    await expect.poll(() => text(page, '#unit-facts'), PATIENCE).toMatch(/^unit 0 · /);
    await page.click('#switches summary');
    // The table is filled when the browser says that it was opened.
    const rows = page.locator('#switch-rows tr');
    const switches = /^\d+(?= switch)/.exec(await text(page, '#course-summary'))?.[0];
    expect(Number(switches)).toBeGreaterThan(0);
    await expect.poll(async () => String(await rows.count()), PATIENCE).toBe(switches);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('may not evaluate text, ask for anything, or run a script that is not its own', async () => {
    const { page, complaints } = await open();
    expect(await page.evaluate(tryForbidden)).toEqual(['eval', 'Function', 'fetch', 'worker']);
    expect(complaints.filter((line) => line.includes('Content Security Policy')).length).toBeGreaterThan(2);
    await page.close();
  });
});

/** `7.7×10⁻⁷`, `1,000`. */
function readNumber(shown: string): number {
  const [mantissa, exponent = ''] = shown.replaceAll(',', '').split('×10');
  const digits = exponent.replace('⁻', '-').replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (c) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)));
  return Number(`${mantissa}e${digits === '' ? '0' : digits}`);
}

/** Runs in the page. */
function clickOn(id: string): void {
  document.getElementById(id)?.click();
}

/** Runs in the page: the three pictures as text. */
function pictures(): string[] {
  return ['course', 'mosaic', 'growth'].map((id) =>
    (document.getElementById(id) as HTMLCanvasElement).toDataURL(),
  );
}

/** exp, log and pow of two versions of an engine differ in their last bits, and a root at a flat crossing by some more. */
const RELATIVE = 1e-12;

/** Equal in structure and text, and to rounding in numbers. */
function expectClose(actual: unknown, expected: unknown, where = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const bound = RELATIVE * Math.max(1, Math.abs(expected));
    if (Math.abs(actual - expected) <= bound) return;
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    // Messages name times.
    const numbers = /-?\d+\.\d+(e-?\d+)?/g;
    expect(actual.replaceAll(numbers, '#'), where).toBe(expected.replaceAll(numbers, '#'));
    return;
  }
  if (typeof expected !== 'object' || expected === null) {
    expect(actual, where).toBe(expected);
    return;
  }
  const fields = Object.entries(expected);
  expect(Object.keys(actual as object), where).toEqual(fields.map(([name]) => name));
  for (const [name, value] of fields) {
    expectClose((actual as Record<string, unknown>)[name], value, `${where}.${name}`);
  }
}

interface Facts {
  canvases: { id: string; colours: number }[];
  scrollWidth: number;
  clipped: string[];
  ink: string;
}

/** Runs in the page: colours of each visible canvas; `clipped`: elements whose text is wider than they are. */
function measure(): Facts {
  const visible = [...document.querySelectorAll('canvas')].filter((canvas) => canvas.clientWidth > 0);
  const canvases = visible.map((canvas) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const colours = new Set<number>();
    for (let i = 0; i < pixels.length; i += 4)
      colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
    return { id: canvas.id || canvas.className, colours: colours.size };
  });
  const clipped = [...document.querySelectorAll('p, dt, dd, h2, h3, label, button, li')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    .map((element) => element.textContent.trim());
  return {
    canvases,
    scrollWidth: document.documentElement.scrollWidth,
    clipped,
    ink: getComputedStyle(document.body).color,
  };
}

/** Runs in the page: what of the forbidden is refused. */
async function tryForbidden(): Promise<string[]> {
  const refused: string[] = [];
  const attempt = async (name: string, act: () => unknown): Promise<void> => {
    try {
      await act();
    } catch {
      refused.push(name);
    }
  };
  // The driver of this test may evaluate text; what the page calls by itself may not.
  await new Promise<void>((done) => {
    setTimeout(() => {
      void attempt('eval', () => (globalThis as unknown as { eval: (code: string) => unknown }).eval('1'));
      void attempt('Function', () => Reflect.construct(Function, ['return 1']));
      done();
    });
  });
  await attempt('fetch', () => fetch('https://example.org/'));
  await attempt(
    'worker',
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker('data:text/javascript,postMessage(1)');
        worker.onmessage = resolve;
        worker.onerror = reject;
      }),
  );
  return refused;
}
