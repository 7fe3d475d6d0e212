/** Weights and inputs as pixels, a tile per unit. */
import { paletteIndex } from '../src/report/diverging.ts';
import { tileGrid, tileOrigin } from '../src/report/tile-grid.ts';
import { PIXELS, SIDE } from './image.ts';
import { contextOf } from './surface.ts';
import { theme } from './theme.ts';

const SHAPE = { height: SIDE, width: SIDE, channels: 1 };

/** A canvas of one pixel per value, with its pixels as words. */
export interface Raster {
  readonly canvas: HTMLCanvasElement;
  readonly words: Uint32Array;
  /** Puts the words onto the canvas. */
  readonly put: () => void;
}

/** Makes the pixels of a canvas. */
export function createRaster(canvas: HTMLCanvasElement, width: number, height: number): Raster {
  [canvas.width, canvas.height] = [width, height];
  const context = contextOf(canvas);
  const image = context.createImageData(width, height);
  return {
    canvas,
    words: new Uint32Array(image.data.buffer),
    put: () => context.putImageData(image, 0, 0),
  };
}

/** Paints values in the colours of weights. @param scale |W| of the end colours */
export function paintTile(raster: Raster, values: Float64Array, scale: number): void {
  const { weights } = theme();
  for (let i = 0; i < values.length; i++) raster.words[i] = weights[paletteIndex(values[i], scale)];
  raster.put();
}

/** Paints an input, 0 … 255. */
export function paintInk(raster: Raster, ink: Uint8Array): void {
  const words = theme().ink;
  for (let i = 0; i < ink.length; i++) raster.words[i] = words[ink[i]];
  raster.put();
}

/** All units of a layer with a line of one pixel between them. */
export interface MosaicRaster extends Raster {
  readonly columns: number;
  readonly rows: number;
  readonly paint: (weights: Float64Array, scale: number) => void;
}

/** A mosaic for K units, as square as it can be. */
export function createMosaicRaster(units: number): MosaicRaster {
  const columns = Math.ceil(Math.sqrt(units));
  const rows = Math.ceil(units / columns);
  const grid = tileGrid(columns, rows, SHAPE);
  const raster = createRaster(document.createElement('canvas'), grid.width, grid.height);
  const { words } = raster;
  return {
    ...raster,
    columns,
    rows,
    paint: (weights, scale) => {
      const { weights: palette, separator } = theme();
      words.fill(separator);
      for (let mu = 0; mu < units; mu++) {
        const origin = tileOrigin(grid, mu);
        for (let i = 0; i < PIXELS; i++) {
          const at = origin + Math.floor(i / SIDE) * grid.width + (i % SIDE);
          words[at] = palette[paletteIndex(weights[mu * PIXELS + i], scale)];
        }
      }
      raster.put();
    },
  };
}
