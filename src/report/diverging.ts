/**
 * The red–white–blue colour map of the paper's figures (red positive, blue negative, zero exactly white).
 *
 * Interpolated in OKLab: lightness falls linearly with |t| from white, at the same rate for both signs, so that
 * equal magnitudes are equally dark and the picture survives a grey printer; hue alone carries the sign. Chroma
 * rises as 1 − (1 − |t|)^1.4, the steepest such curve that stays inside the sRGB gamut at both hues: weights that are
 * a fifth of the scale are visibly red or blue, and no colour is clipped. Red and blue differ along the yellow–blue axis, which
 * protanopes and deuteranopes see.
 */
import { okLchToRgb } from './oklab.ts';
import type { Rgb } from './oklab.ts';

const endLightness = 0.45;
const endChroma = 0.18;
const chromaExponent = 1.4;
const redHue = 26;
const blueHue = 260;

/**
 * The colour of a signed quantity relative to its scale.
 * @param t value / scale; clipped to [−1, 1]
 */
export function divergingColour(t: number): Rgb {
  const magnitude = Math.min(1, Math.abs(t));
  return okLchToRgb({
    lightness: 1 - (1 - endLightness) * magnitude,
    chroma: endChroma * (1 - (1 - magnitude) ** chromaExponent),
    hue: t > 0 ? redHue : blueHue,
  });
}

/** Steps of the map on each side of zero, in an indexed picture. */
export const stepsPerSign = 126;

/**
 * The map as a palette of 2·126 + 1 entries: entry 126 is zero, and white.
 * @returns colours from t = −1 to t = 1 in steps of 1/126
 */
export function divergingPalette(): Rgb[] {
  return Array.from({ length: 2 * stepsPerSign + 1 }, (_, i) =>
    divergingColour((i - stepsPerSign) / stepsPerSign),
  );
}

/** Index into `divergingPalette` of a value; symmetric in the sign. @param scale > 0, the value drawn in the end colour */
export function paletteIndex(value: number, scale: number): number {
  const steps = Math.min(stepsPerSign, Math.round((Math.abs(value) / scale) * stepsPerSign));
  return stepsPerSign + (value < 0 ? -steps : steps);
}
