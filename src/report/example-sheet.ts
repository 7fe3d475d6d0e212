/**
 * Examples of a data set as one contact sheet: ink on paper, so zero is white here as in the weight pictures.
 * With labels, a row per class; without, the first examples in their order. Colour inputs keep their colours.
 */
import type { ImageShape } from '../data/dataset.ts';
import type { Picture } from './png.ts';
import { drawnShape, nearSquareColumns, tileGrid, tileOrigin } from './tile-grid.ts';

/** Some examples of a data set. */
export interface ExampleSource {
  /** [examples × inputs], C order. */
  readonly values: ArrayLike<number>;
  readonly inputs: number;
  /** values / divisor lie in [0, 1]; what is negative is drawn as 0. */
  readonly divisor: number;
  /** [examples]; null without labels. */
  readonly labels: ArrayLike<number> | null;
}

export interface ExampleSheet {
  readonly picture: Picture;
  /** The class of each row, from top to bottom; null when the sheet is not ordered by class. */
  readonly classes: readonly number[] | null;
}

export interface SheetOptions {
  /** Of one input; null when the inputs are no picture. */
  readonly shape: ImageShape | null;
  /** Examples to draw at most. */
  readonly count: number;
}

const separator = 232;
/** A data set with more classes than this is drawn in its own order: rows would hold a few examples each. */
const mostClasses = 26;

/** Rows of example numbers: by class where that can be, else in order. −1 leaves a cell empty. */
function arrange(source: ExampleSource, count: number): { rows: number[][]; classes: number[] } | null {
  const { labels } = source;
  if (labels === null) return null;
  const examples = Math.min(labels.length, Math.floor(source.values.length / source.inputs));
  const byClass = new Map<number, number[]>();
  for (let n = 0; n < examples; n++) {
    const members = byClass.get(labels[n]);
    if (members === undefined) byClass.set(labels[n], [n]);
    else members.push(n);
  }
  const classes = [...byClass.keys()].sort((a, b) => a - b);
  if (classes.length === 0 || classes.length > mostClasses) return null;
  const most = Math.max(...[...byClass.values()].map((members) => members.length));
  const columns = Math.max(1, Math.min(most, Math.floor(count / classes.length)));
  const rows = classes.map((label) =>
    Array.from({ length: columns }, (_, column) => byClass.get(label)?.[column] ?? -1),
  );
  return { rows, classes };
}

/**
 * The contact sheet as pixels, 0 white and 1 black, separators of one pixel.
 * @remarks O(count × inputs), and one pass over the labels
 */
export function exampleSheet(source: ExampleSource, { shape, count }: SheetOptions): ExampleSheet {
  const { values, inputs, divisor } = source;
  const drawn = drawnShape(inputs, shape);
  const byClass = arrange(source, count);
  const inOrder = Math.min(count, Math.floor(values.length / inputs));
  const cells = byClass?.rows.flat() ?? Array.from({ length: inOrder }, (_, n) => n);
  const columns = byClass?.rows[0].length ?? nearSquareColumns(cells.length, drawn);
  const grid = tileGrid(columns, Math.ceil(cells.length / columns), drawn);
  const channels = drawn.channels === 3 ? 3 : 1;
  const pixels = new Uint8Array(channels * grid.width * grid.height).fill(separator);
  cells.forEach((example, cell) => {
    const origin = tileOrigin(grid, cell);
    for (let i = 0; i < inputs; i++) {
      const at = Math.floor(i / channels);
      const pixel = origin + Math.floor(at / grid.tileWidth) * grid.width + (at % grid.tileWidth);
      const value = example < 0 ? 0 : Math.min(1, Math.max(0, values[example * inputs + i] / divisor));
      const bright = channels === 3 && example >= 0 ? value : 1 - value;
      pixels[pixel * channels + (i % channels)] = Math.round(255 * bright);
    }
  });
  return {
    picture: { width: grid.width, height: grid.height, channels, pixels },
    classes: byClass?.classes ?? null,
  };
}
