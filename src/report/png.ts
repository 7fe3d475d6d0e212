/** Pictures as PNG data URIs: what a self-contained page can hold. */
import { encode } from 'fast-png';
import type { Rgb } from './oklab.ts';

/** Pixels, row by row: one byte each (grey, or an index where there is a palette), or three (red, green, blue). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** [height × width × channels] */
  readonly pixels: Uint8Array;
  readonly palette?: readonly Rgb[];
}

/** The picture as PNG, at the strongest compression: it is written once and kept. */
export function encodePng({ width, height, channels, pixels, palette }: Picture): Uint8Array {
  const image = { width, height, channels, data: pixels, depth: 8 as const };
  return encode(palette === undefined ? image : { ...image, palette: palette.map((rgb) => [...rgb]) }, {
    zlib: { level: 9 },
  });
}

/** `data:image/png;base64,…` */
export function pngDataUri(picture: Picture): string {
  return `data:image/png;base64,${Buffer.from(encodePng(picture)).toString('base64')}`;
}
