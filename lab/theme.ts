/** Colours for canvases: those of the style sheet, and the map of the weights, for a light and for a dark page. */
import { divergingPalette, stepsPerSign } from '../src/report/diverging.ts';
import { okLchToRgb } from '../src/report/oklab.ts';
import type { Rgb } from '../src/report/oklab.ts';

/** Names of colours that the style sheet defines. */
type ColourName = 'surface' | 'ink' | 'soft' | 'hair' | 'inactive' | 'hebbian' | 'anti' | 'accent';

/** What a drawing needs. */
export interface Theme {
  readonly colours: Readonly<Record<ColourName, string>>;
  /** `[2·126 + 1]` RGBA words as a canvas stores them, from −scale to +scale. */
  readonly weights: Uint32Array;
  /** Between tiles. */
  readonly separator: number;
  /** `[256]` ink of an input. */
  readonly ink: Uint32Array;
}

const NAMES: readonly ColourName[] = [
  'surface',
  'ink',
  'soft',
  'hair',
  'inactive',
  'hebbian',
  'anti',
  'accent',
];

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** A pixel as a little-endian word, the byte order of every browser's machine. */
function pixel([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** From the dark ground to light red and light blue: the light map turned round, zero as dark as the page. */
function darkPalette(): Rgb[] {
  return Array.from({ length: 2 * stepsPerSign + 1 }, (_, i) => {
    const t = (i - stepsPerSign) / stepsPerSign;
    const magnitude = Math.abs(t);
    return okLchToRgb({
      lightness: 0.2 + 0.56 * magnitude,
      chroma: 0.15 * (1 - (1 - magnitude) ** 1.4),
      hue: t > 0 ? 30 : 255,
    });
  });
}

const WHITE: Rgb = [255, 255, 255];

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Record<ColourName, string>;
  const isDark = prefersDark.matches;
  const palette = isDark ? darkPalette() : divergingPalette();
  const ground = isDark ? palette[stepsPerSign] : WHITE;
  const full: Rgb = isDark ? [236, 237, 240] : [27, 29, 34];
  return {
    colours,
    weights: Uint32Array.from(palette, pixel),
    separator: pixel(isDark ? [44, 48, 56] : [222, 224, 229]),
    ink: Uint32Array.from({ length: 256 }, (_, value) => {
      const mix = (from: number, to: number): number => Math.round(from + ((to - from) * value) / 255);
      return pixel([mix(ground[0], full[0]), mix(ground[1], full[1]), mix(ground[2], full[2])]);
    }),
  };
}

let current = readTheme();

/** The colours as they are now. */
export function theme(): Theme {
  return current;
}

/** Tells when the page turns light or dark. */
export function onThemeChange(listener: () => void): void {
  prefersDark.addEventListener('change', () => {
    current = readTheme();
    listener();
  });
}
