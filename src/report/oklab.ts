/**
 * OKLab, a colour space in which equal steps look equal (B. Ottosson, "A perceptual color space for image
 * processing", 2020; matrices from there), and the sRGB transfer function of IEC 61966-2-1.
 */

/** A colour for a screen: red, green, blue, integers 0 … 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Lightness 0 … 1, chroma ≥ 0, hue in degrees: OKLab in polar form. */
export interface OkLch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

function encodeSrgb(linear: number): number {
  const u = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, u)));
}

/** The nearest screen colour; components outside the sRGB gamut are clipped. */
export function okLchToRgb({ lightness, chroma, hue }: OkLch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encodeSrgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encodeSrgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encodeSrgb(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** `#rrggbb`. */
export function hexColour(rgb: Rgb): string {
  return `#${rgb.map((component) => component.toString(16).padStart(2, '0')).join('')}`;
}
