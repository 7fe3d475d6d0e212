import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRasterizer } from '../../src/cli/reports/rasterize.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const small = ['--limit', '200', '--hidden', '12', '--epochs', '2'];
const single = folder.at('single');
const both = folder.at('both');
const readout = folder.at('readout');
const sgd = folder.at('sgd');

async function succeed(words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await call(words);
  expect(status, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  await succeed(['train', ...small, '--out', single]);
  await succeed(['train', '--compare', ...small, '--out', both]);
  await succeed(['train-sgd', ...small, '--out', sgd]);
  await succeed(['readout', '--weights', single, '--epochs', '2', '--out', readout]);
}, 120_000);

/** Pixels of a PNG that are darker than mid-grey. */
function darkPixels(png: Uint8Array): number {
  const { data, channels } = decode(png);
  let dark = 0;
  for (let i = 0; i < data.length; i += channels) if (data[i] < 128) dark++;
  return dark;
}

describe('report', () => {
  it.each([
    ['train', single],
    ['train --compare', both],
    ['readout', readout],
  ])('makes the page of %s again, byte for byte', async (_, run) => {
    const page = path.join(run, 'report.html');
    const before = readFileSync(page);
    rmSync(page);
    expect((await succeed(['report', run])).trim()).toBe(page);
    expect(readFileSync(page).equals(before)).toBe(true);
  });

  it('leaves the page of train-sgd as it is', async () => {
    const page = path.join(sgd, 'report.html');
    const before = readFileSync(page);
    expect((await succeed(['report', sgd])).trim()).toBe(page);
    expect(readFileSync(page).equals(before)).toBe(true);
  });

  it.each([
    ['a comparison', both],
    ['train-sgd', sgd],
  ])('exports every figure of %s as SVG, and lists the files as JSON', async (_, run) => {
    const out = folder.at(`svg-${path.basename(run)}`);
    const text = await succeed(['report', run, '--format', 'svg', '--out', out, '--json']);
    const document = JSON.parse(text) as { run: string; format: string; files: string[] };
    expect(document).toMatchObject({ run, format: 'svg' });
    expect(readdirSync(out).sort()).toEqual(document.files.map((file) => path.basename(file)).sort());
    const ids = [
      ...readFileSync(path.join(run, 'report.html'), 'utf8').matchAll(/<figure id="([^"]+)"/g),
    ].map((match) => `${match[1]}.svg`);
    expect(readdirSync(out).sort()).toEqual(ids.sort());
    for (const file of document.files) {
      const svg = readFileSync(file, 'utf8');
      expect(svg).toMatch(
        /^<\?xml[^>]*>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/,
      );
      expect(svg.replace(/base64,[^"]*/g, '')).not.toMatch(/NaN|undefined|<div/);
    }
  });

  it('exports figures as PNG with their text drawn', async () => {
    await succeed(['report', readout, '--format', 'png']);
    const png = readFileSync(path.join(readout, 'figures', 'errors.png'));
    expect(decode(png)).toMatchObject({ width: 744, height: 472 });
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/>';
    const draw = await loadRasterizer();
    const empty = darkPixels(draw(`${svg}</svg>`));
    expect(empty).toBe(0);
    // Each of these characters occurs in a figure, and none may come out empty.
    for (const character of 'Hτμ∑Σᵖ⁻³×≤≥−*') {
      const text = `<text x="10" y="30" font-size="24" font-family="Helvetica">${character}</text>`;
      expect(darkPixels(draw(`${svg}${text}</svg>`)), character).toBeGreaterThan(10);
    }
  });

  it('takes the drawings that other commands keep', async () => {
    const run = folder.at('inhibition');
    await succeed(['inhibition', '--currents', folder.write('I.json', [0.5, 2, -1]), '--out', run]);
    await succeed(['report', run, '--format', 'png', '--out', folder.at('png')]);
    expect(readdirSync(folder.at('png')).sort()).toEqual(['basins.png', 'inhibition.png']);
    const before = readFileSync(path.join(run, 'report.html'));
    await succeed(['report', run, '--out', folder.at('page')]);
    expect(readFileSync(folder.at('page/report.html')).equals(before)).toBe(true);
  });

  it('refuses what is no finished run, and an --out that is in use, in one line', async () => {
    mkdirSync(folder.at('empty'));
    const none = await call(['report', folder.at('empty')]);
    expect(none.status).toBe(2);
    expect(none.stderr).toMatch(/^.*empty: must be the folder of a finished run \(no config\.json\); .*\n$/);
    const used = await call(['report', single, '--out', both]);
    expect(used.status).toBe(2);
    expect(used.stderr).toMatch(/^--out .*both: holds a run already; .*\n$/);
    expect(existsSync(path.join(single, 'figures'))).toBe(false);
  });
});
