import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergingColour, divergingPalette, paletteIndex, stepsPerSign } from '../../src/report/diverging.ts';
import type { Rgb } from '../../src/report/oklab.ts';

function linearLight(rgb: Rgb): number[] {
  return rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
}

/** OKLab of linear light: the forward transform (Ottosson 2020), which the source does not contain. */
function okLab([r, g, b]: number[]): [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((x, i) => x - b[i]));
}

/** Linear light as dichromats see it: Machado, Oliveira & Fernandes (2009), severity 1. */
const dichromats = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

describe('the red–white–blue map', () => {
  it('draws zero exactly white', () => {
    expect(divergingColour(0)).toEqual([255, 255, 255]);
    expect(divergingColour(-0)).toEqual([255, 255, 255]);
    expect(divergingPalette()[stepsPerSign]).toEqual([255, 255, 255]);
  });

  it('draws positive values red and negative values blue', () => {
    for (let i = 1; i <= stepsPerSign; i++) {
      const [red, , blue] = divergingColour(i / stepsPerSign);
      expect(red).toBeGreaterThan(blue);
      const [negativeRed, , negativeBlue] = divergingColour(-i / stepsPerSign);
      expect(negativeBlue).toBeGreaterThan(negativeRed);
    }
  });

  it('makes W and −W equally dark', () => {
    // Half a level of 255 in each component moves OKLab lightness by less than 0.004 at these colours.
    for (let i = 1; i <= stepsPerSign; i++) {
      const [red] = okLab(linearLight(divergingColour(i / stepsPerSign)));
      const [blue] = okLab(linearLight(divergingColour(-i / stepsPerSign)));
      expect(Math.abs(red - blue)).toBeLessThan(0.004);
    }
  });

  it('lets lightness fall linearly from 1 to 0.45, so no colour was clipped to the gamut', () => {
    divergingPalette().forEach((rgb, i) => {
      const t = Math.abs(i - stepsPerSign) / stepsPerSign;
      expect(Math.abs(okLab(linearLight(rgb))[0] - (1 - 0.55 * t))).toBeLessThan(0.004);
    });
  });

  it('gets strictly darker and never less colourful away from zero', () => {
    for (const sign of [1, -1]) {
      let [lightness, chroma] = [1, 0];
      for (let i = 1; i <= stepsPerSign; i++) {
        const [l, a, b] = okLab(linearLight(divergingColour((sign * i) / stepsPerSign)));
        expect(l).toBeLessThan(lightness);
        // Rounding to 255 levels moves chroma by up to 0.004.
        expect(Math.hypot(a, b)).toBeGreaterThan(chroma - 0.004);
        [lightness, chroma] = [l, Math.hypot(a, b)];
      }
    }
  });

  it.each(Object.entries(dichromats))('tells the signs apart under %s', (_, matrix) => {
    const seen = (t: number): number[] => {
      const light = linearLight(divergingColour(t));
      return okLab(
        matrix.map((row) =>
          Math.max(
            0,
            row.reduce((sum, c, i) => sum + c * light[i], 0),
          ),
        ),
      );
    };
    // 0.02 in OKLab is a just noticeable difference; ten of them at the ends, three at a fifth of the scale.
    expect(distance(seen(1), seen(-1))).toBeGreaterThan(0.2);
    expect(distance(seen(0.2), seen(-0.2))).toBeGreaterThan(0.06);
  });

  it('indexes its palette symmetrically in the sign, in order, and clips at the scale', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.double({ min: 1e-6, max: 10, noNaN: true }), (a, b, scale) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(paletteIndex(-a, scale)).toBe(2 * stepsPerSign - paletteIndex(a, scale));
        expect(paletteIndex(low, scale)).toBeLessThanOrEqual(paletteIndex(high, scale));
        expect(paletteIndex(2 * scale, scale)).toBe(2 * stepsPerSign);
      }),
      { seed: 1 },
    );
    expect(paletteIndex(0, 1)).toBe(stepsPerSign);
  });
});
