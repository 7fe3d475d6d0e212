/**
 * Weights of many hidden units as one picture, a tile per unit (Fig. 3 and 5 of Krotov & Hopfield).
 *
 * One channel: the red–white–blue map, zero white, as an indexed picture. Three channels: the tile itself in colour around
 * mid-grey, each tile scaled by its own largest |W|, as the paper draws CIFAR-10: hue says which colour the unit prefers,
 * which three separate maps would hide. There zero is mid-grey. Inputs that are no picture: a near-square padded tile.
 */
import type { ImageShape } from '../data/dataset.ts';
import { divergingPalette, paletteIndex } from './diverging.ts';
import type { Rgb } from './oklab.ts';
import type { Picture } from './png.ts';
import { drawnShape, nearSquareColumns, tileGrid, tileOrigin } from './tile-grid.ts';
import type { TileGrid } from './tile-grid.ts';

export interface MosaicOptions {
  /** [hidden × inputs], C order. */
  readonly weights: Float32Array | Float64Array;
  readonly inputs: number;
  /** Rows of `weights` to draw, in this order. */
  readonly units: ArrayLike<number>;
  /** Of one input; null when the inputs are no picture. */
  readonly shape: ImageShape | null;
  /** Tiles per row (nearly square). */
  readonly columns?: number;
  /** |W| of the end colours, > 0 (not used for three channels). */
  readonly scale: number;
}

const separatorColour: Rgb = [222, 224, 229];
const notFiniteColour: Rgb = [255, 196, 0];

const palette: readonly Rgb[] = [...divergingPalette(), separatorColour, notFiniteColour];
const separator = palette.length - 2;
const notFinite = palette.length - 1;

/**
 * The mosaic as pixels: one per weight, separators of one pixel, a weight that is not finite in yellow.
 * @remarks O(units × inputs)
 */
export function weightMosaic(options: MosaicOptions): Picture {
  const shape = drawnShape(options.inputs, options.shape);
  const count = options.units.length;
  const columns = options.columns ?? nearSquareColumns(count, shape);
  const grid = tileGrid(columns, Math.ceil(count / columns), shape);
  return shape.channels === 3 ? colourMosaic(options, grid) : indexedMosaic(options, grid);
}

function indexedMosaic({ weights, inputs, units, scale }: MosaicOptions, grid: TileGrid): Picture {
  const pixels = new Uint8Array(grid.width * grid.height).fill(separator);
  for (let cell = 0; cell < units.length; cell++) {
    const origin = tileOrigin(grid, cell);
    for (let i = 0; i < inputs; i++) {
      const value = weights[units[cell] * inputs + i];
      const pixel = origin + Math.floor(i / grid.tileWidth) * grid.width + (i % grid.tileWidth);
      pixels[pixel] = Number.isFinite(value) ? paletteIndex(value, scale) : notFinite;
    }
  }
  return { width: grid.width, height: grid.height, channels: 1, pixels, palette };
}

function colourMosaic({ weights, inputs, units }: MosaicOptions, grid: TileGrid): Picture {
  const pixels = new Uint8Array(3 * grid.width * grid.height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = separatorColour[i % 3];
  for (let cell = 0; cell < units.length; cell++) {
    const tile = weights.subarray(units[cell] * inputs, (units[cell] + 1) * inputs);
    const origin = tileOrigin(grid, cell);
    let largest = 0;
    for (const value of tile) {
      if (Math.abs(value) > largest && Number.isFinite(value)) largest = Math.abs(value);
    }
    const level = (value: number): number =>
      largest > 0 ? Math.round(127.5 + (127.5 * value) / largest) : 128;
    for (let i = 0; i < inputs; i += 3) {
      const rgb = tile.subarray(i, i + 3);
      const at = i / 3;
      const pixel = origin + Math.floor(at / grid.tileWidth) * grid.width + (at % grid.tileWidth);
      pixels.set(rgb.every(Number.isFinite) ? Array.from(rgb, level) : notFiniteColour, 3 * pixel);
    }
  }
  return { width: grid.width, height: grid.height, channels: 3, pixels };
}
