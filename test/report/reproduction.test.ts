import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { parseCifar10 } from '../../src/data/cifar10.ts';
import { figureSheet } from '../../src/report/figure-sheet.ts';
import { solvePresentation } from '../../src/report/figures/paper-pipeline.ts';
import { bestPower } from '../../src/report/figures/paper-powers.ts';
import { markup } from '../../src/report/markup.ts';
import { markdownTable, measured } from '../../src/report/reproduction-table.ts';
import { unitTiles, weightRange } from '../../src/report/unit-tiles.ts';

describe('a measured quantity', () => {
  it('has the mean and the standard deviation of its seeds', () => {
    // Deviations −1, 0, 1 and n − 1 = 2.
    expect(measured([1, 2, 3])).toEqual({ values: [1, 2, 3], mean: 2, spread: 1 });
  });

  it('has no spread for a single seed', () => {
    expect(measured([0.015])).toEqual({ values: [0.015], mean: 0.015, spread: null });
  });
});

describe('a table in Markdown', () => {
  it('has columns of equal width below its heading', () => {
    expect(
      markdownTable([
        ['', 'exact'],
        ['error', '1%'],
      ]),
    ).toBe('|       | exact |\n| ----- | ----- |\n| error | 1%    |');
  });
});

describe('the best power', () => {
  it('is that of the smallest mean error, the first of equal ones', () => {
    const errors = [
      { power: 1, trainErrors: [0.3, 0.1], testErrors: [0.4, 0.2] },
      { power: 2, trainErrors: [0.1, 0.1], testErrors: [0.2, 0.4] },
      { power: 3, trainErrors: [0.1, 0.4], testErrors: [0.5, 0.5] },
    ];
    expect(bestPower(errors, 'trainErrors').power).toBe(2);
    expect(bestPower(errors, 'testErrors').power).toBe(1);
  });
});

describe('a presentation', () => {
  it('ends in the closed-form steady state, each unit in its kind', () => {
    // w = 0.5: units 0 and 1 stay active, S = (1 + 0.8) / 1.5 = 1.2, h = (I − 0.6) / 0.5.
    const solved = solvePresentation({
      ...{ input: [0, 1], divisor: 1, shape: null },
      ...{ currents: Float64Array.of(1, 0.8, 0.3, -0.2), inhibition: 0.5, threshold: 0.5, delta: 0.2 },
    });
    const expected = [0.8, 0.4, -0.3, -0.8];
    expect(solved?.hebbian).toEqual([0]);
    expect(solved?.antiHebbian).toEqual([1]);
    // Sums of four numbers: rounding alone.
    expected.forEach((h, mu) => expect(solved?.steady[mu]).toBeCloseTo(h, 12));
    expect(solved?.solution.switches.map(({ unit }) => unit)).toContain(2);
    // Drawn to many times the slowest time, 1 / (1 − w) = 2: e^(−10/2) of the way is left at most.
    expected.forEach((h, mu) => expect(solved?.solution.activities.at(-1)?.[mu]).toBeCloseTo(h, 1));
  });
});

describe('tiles of hidden units', () => {
  it('show a weight of the red plane of CIFAR-10 as red, at its place', () => {
    const bytes = new Uint8Array(3073);
    // Row 2, column 5 of the first plane, which is red.
    bytes[1 + 2 * 32 + 5] = 255;
    const image = parseCifar10([{ path: 'red.bin', bytes }]);
    const chosen = {
      ...{ weights: Float64Array.from(image.values), units: 1 },
      ...{ inputs: image.inputs, shape: image.shape },
    };
    const { drawing } = unitTiles(chosen, { title: 'one', columns: 1 });
    const [, encoded] = /base64,([^"]+)"/.exec(drawing.text) ?? [];
    const { data, width } = decode(Buffer.from(encoded, 'base64'));
    const at = (x: number, y: number): number[] => Array.from(data.slice(3 * (y * width + x)).slice(0, 3));
    // One pixel of separator; zero is mid-grey.
    expect(at(1 + 5, 1 + 2)).toEqual([255, 128, 128]);
    expect(at(1 + 6, 1 + 2)).toEqual([128, 128, 128]);
    expect(weightRange(chosen)).toEqual({ largest: 255, mostNegative: 0 });
  });
});

describe('a sheet of drawings', () => {
  it('is as large as its rows and carries title and notes', () => {
    const drawing = markup`<svg viewBox="0 0 1 1"></svg>`;
    const cell = { drawing, width: 100, height: 50, title: null };
    const { text } = figureSheet({ title: 'Fig. 0', notes: ['a < b'], rows: [[cell, cell], [cell]] });
    // Two margins of 16, two cells and a gap of 24.
    expect(text).toMatch(/^<svg [^>]*viewBox="0 0 256 \d+"/);
    expect(text).toContain('>Fig. 0</text>');
    expect(text).toContain('>a &lt; b</text>');
    expect(text.match(/<svg x=/g)).toHaveLength(3);
  });
});
