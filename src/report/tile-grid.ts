/** Where tiles of equal size lie in a contact sheet with a separator of one pixel around each. */
import type { ImageShape } from '../data/dataset.ts';

export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  readonly tileHeight: number;
  readonly tileWidth: number;
  /** Of the whole sheet, in pixels. */
  readonly height: number;
  readonly width: number;
}

/**
 * The shape in which N inputs are drawn: their own, or a near-square tile with its last row padded
 * where the inputs are no picture (or one with neither 1 nor 3 channels).
 */
export function drawnShape(inputs: number, shape: ImageShape | null): ImageShape {
  if (shape !== null && (shape.channels === 1 || shape.channels === 3)) return shape;
  const width = Math.ceil(Math.sqrt(inputs));
  return { height: Math.ceil(inputs / width), width, channels: 1 };
}

/**
 * Columns that make the sheet of `count` tiles nearly square: the smallest divisor of `count` that makes it no taller than
 * wide and at most twice as wide; where there is none, the last row stays incomplete.
 */
export function nearSquareColumns(count: number, { height, width }: ImageShape): number {
  const least = Math.max(1, Math.ceil(Math.sqrt((count * height) / width)));
  for (let columns = least; columns <= Math.min(count, 2 * least); columns++) {
    if (count % columns === 0) return columns;
  }
  return Math.min(count, least);
}

/** Lay out `columns` × `rows` tiles. */
export function tileGrid(columns: number, rows: number, shape: ImageShape): TileGrid {
  return {
    columns,
    rows,
    tileHeight: shape.height,
    tileWidth: shape.width,
    height: rows * (shape.height + 1) + 1,
    width: columns * (shape.width + 1) + 1,
  };
}

/** The pixel (row-major number) at the top left of cell `cell`, counted along rows. */
export function tileOrigin(grid: TileGrid, cell: number): number {
  const row = Math.floor(cell / grid.columns);
  const column = cell % grid.columns;
  return (1 + row * (grid.tileHeight + 1)) * grid.width + 1 + column * (grid.tileWidth + 1);
}
