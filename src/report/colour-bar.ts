/** The key to the red–white–blue map: a strip of its colours, with and without numbers. */
import { softInk } from './chart-frame.ts';
import { divergingPalette } from './diverging.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { formatSignificant } from './numbers.ts';
import { pngDataUri } from './png.ts';
import type { WeightScale } from './weight-scale.ts';

/** A rectangle of a drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The palette of the mosaics itself, stretched over the box from the end colour of minus to that of plus. */
export function colourStrip({ x, y, width, height }: Box): Markup {
  const palette = divergingPalette();
  const strip = pngDataUri({
    width: palette.length,
    height: 1,
    channels: 1,
    pixels: Uint8Array.from(palette.keys()),
    palette,
  });
  return markup`<image href="${strip}" x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none"/>`;
}

/** The strip with the weights it stands for; the ends say so where weights lie beyond them. */
export function colourBar({ scale, clipped }: WeightScale): Markup {
  const box = { x: 60, y: 2, width: 400, height: 14 };
  const ticks = [-1, -0.5, 0, 0.5, 1].map((t) => {
    const at = box.x + (box.width * (t + 1)) / 2;
    const bound = !clipped || Math.abs(t) < 1 ? '' : t < 0 ? '≤ ' : '≥ ';
    const text = `${bound}${t > 0 ? '+' : ''}${formatSignificant(t * scale)}`;
    return markup`<line x1="${at}" x2="${at}" y1="16" y2="21" stroke="${softInk}"/><text x="${at}" y="35" text-anchor="middle" fill="${softInk}">${text}</text>`;
  });
  return markup`<svg class="colour-bar" viewBox="0 0 520 40" width="520" height="40" role="img" aria-label="Colours of the weights" font-size="12.5">${colourStrip(box)}<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="#c9ccd3"/>${ticks}</svg>`;
}
