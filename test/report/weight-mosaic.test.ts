import { decode } from 'fast-png';
import type { DecodedPng } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { divergingColour } from '../../src/report/diverging.ts';
import { encodePng } from '../../src/report/png.ts';
import { weightMosaic } from '../../src/report/weight-mosaic.ts';
import type { MosaicOptions } from '../../src/report/weight-mosaic.ts';

const separator = [222, 224, 229];
const yellow = [255, 196, 0];

/** What a reader of the file sees at (x, y). */
function colourAt({ data, width, channels, palette }: DecodedPng, x: number, y: number): number[] {
  const at = (y * width + x) * channels;
  return palette === undefined ? Array.from(data.slice(at, at + channels)) : palette[data[at]].slice(0, 3);
}

function drawn(options: MosaicOptions): DecodedPng {
  return decode(encodePng(weightMosaic(options)), { checkCrc: true });
}

describe('a mosaic of weights', () => {
  // Two units on 2 × 3 inputs, six distinct weights each.
  const weights = Float64Array.of(0, 1, -1, 0.5, -0.5, 2, -2, 0.25, 0, 0, 0, 1);
  const shape = { height: 2, width: 3, channels: 1 };

  it('has the chosen units side by side, a pixel per weight, in the map’s colours', () => {
    const png = drawn({ weights, inputs: 6, units: [1, 0], shape, columns: 2, scale: 1 });
    expect([png.width, png.height]).toEqual([9, 4]);
    const tile = (left: number): number[][] =>
      [1, 2].flatMap((y) => [0, 1, 2].map((x) => colourAt(png, left + x, y)));
    expect(tile(1)).toEqual(
      [-1, 0.25, 0, 0, 0, 1].map((t) => [...divergingColour(Math.round(t * 126) / 126)]),
    );
    expect(tile(5)).toEqual([0, 1, -1, 0.5, -0.5, 1].map((t) => [...divergingColour(t)]));
  });

  it('separates tiles by one pixel of grey, also around the edge', () => {
    const png = drawn({ weights, inputs: 6, units: [0, 1], shape, columns: 2, scale: 1 });
    for (let x = 0; x < 9; x++) for (const y of [0, 3]) expect(colourAt(png, x, y)).toEqual(separator);
    for (let y = 0; y < 4; y++) for (const x of [0, 4, 8]) expect(colourAt(png, x, y)).toEqual(separator);
  });

  it('draws a weight of zero white', () => {
    const zeros = drawn({ weights: new Float32Array(6), inputs: 6, units: [0], shape, scale: 1e-9 });
    expect(colourAt(zeros, 1, 1)).toEqual([255, 255, 255]);
  });

  it('shows weights that are not finite in a colour of their own', () => {
    const broken = Float64Array.of(NaN, Infinity, -Infinity, 0, 0, 0);
    const png = drawn({ weights: broken, inputs: 6, units: [0], shape, scale: 1 });
    for (const x of [1, 2, 3]) expect(colourAt(png, x, 1)).toEqual(yellow);
    expect(colourAt(png, 1, 2)).toEqual([255, 255, 255]);
  });

  it('arranges 100 units of 28 × 28 inputs as ten by ten', () => {
    const units = Array.from({ length: 100 }, (_, mu) => mu);
    const png = drawn({
      weights: new Float32Array(78400),
      inputs: 784,
      units,
      shape: { height: 28, width: 28, channels: 1 },
      scale: 1,
    });
    expect([png.width, png.height]).toEqual([291, 291]);
  });

  it('pads inputs that are no picture to a near-square tile', () => {
    const png = drawn({ weights, inputs: 6, units: [1], shape: null, scale: 1 });
    // Six inputs: 3 across, 2 down.
    expect([png.width, png.height]).toEqual([5, 4]);
    const seven = drawn({ weights: new Float32Array(7), inputs: 7, units: [0], shape: null, scale: 1 });
    expect([seven.width, seven.height]).toEqual([5, 5]);
    expect(colourAt(seven, 1, 3)).toEqual([255, 255, 255]);
    expect(colourAt(seven, 2, 3)).toEqual(separator);
  });

  it('draws colour inputs in colour around mid-grey, each tile on its own scale', () => {
    const colour = { height: 1, width: 2, channels: 3 };
    // Red, green and blue of two pixels; the second unit is the first one, ten times smaller and negated.
    const rgb = [1, -1, 0, 0, 0, 0.5];
    const png = drawn({
      weights: Float32Array.from([...rgb, ...rgb.map((w) => -w / 10)]),
      inputs: 6,
      units: [0, 1],
      shape: colour,
      columns: 2,
      scale: 1,
    });
    expect(png.channels).toBe(3);
    expect(colourAt(png, 1, 1)).toEqual([255, 0, 128]);
    expect(colourAt(png, 2, 1)).toEqual([128, 128, 191]);
    expect(colourAt(png, 4, 1)).toEqual([0, 255, 128]);
    expect(colourAt(png, 5, 1)).toEqual([128, 128, 64]);
    expect(colourAt(png, 3, 1)).toEqual(separator);
  });
});
