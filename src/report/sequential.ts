/**
 * A colour map for quantities from low to high: pale yellow over green to dark blue.
 *
 * Made in OKLab: lightness falls linearly, so that equal steps look equal, also on a grey printer; the hue goes along the
 * yellow–blue axis, which protanopes and deuteranopes see. The chroma is the largest with this little bulge that stays
 * inside the sRGB gamut on the whole way, so that no colour is clipped. No colour is white or grey: those are for no value.
 */
import { okLchToRgb } from './oklab.ts';
import type { OkLch, Rgb } from './oklab.ts';

const lightest = 0.96;
const darkest = 0.32;
const firstHue = 110;
const lastHue = 275;
const hueExponent = 0.9;
const endChroma = 0.07;
const bulge = 0.025;

/** In OKLab's polar form. @param t 0 (low) … 1 (high), clipped */
export function sequentialLch(t: number): OkLch {
  const at = Math.min(1, Math.max(0, t));
  return {
    lightness: lightest - (lightest - darkest) * at,
    chroma: endChroma + bulge * Math.sin(Math.PI * at),
    hue: firstHue + (lastHue - firstHue) * at ** hueExponent,
  };
}

/** For a screen. @param t 0 (low) … 1 (high), clipped */
export function sequentialColour(t: number): Rgb {
  return okLchToRgb(sequentialLch(t));
}

/** The ink that can be read on a colour of the map. */
export function inkOn(t: number): string {
  return t > 0.5 ? '#ffffff' : '#1b1d22';
}
