/** Arrays that options name: vectors and stacks of vectors, checked against each other before anything is solved. */
import { ShapeError } from '../../errors.ts';
import { readArray } from '../../data/read-array.ts';

/** Each row is an array of its own, which takes more memory than a few numbers in it. */
const MOST_ROWS = 2 ** 20;

/** Vectors of one length; a file of `[K]` is one of them. */
export interface Rows {
  readonly rows: readonly Float64Array[];
  readonly length: number;
  /** The file and its shape, for messages about what does not fit it. */
  readonly source: string;
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/**
 * Rows of a file of `[length]` or `[rows, length]`.
 * @throws ShapeError for another number of dimensions or more than 2²⁰ rows, DataFormatError where the file cannot be read as an array
 */
export function readRows(file: string): Rows {
  const { shape, data } = readArray(file);
  if (shape.length !== 1 && shape.length !== 2) {
    throw new ShapeError(`${file}: must have one or two dimensions (got ${shapeText(shape)}); reshape it`);
  }
  const length = shape[shape.length - 1];
  const count = shape.length === 2 ? shape[0] : 1;
  if (count > MOST_ROWS) {
    throw new ShapeError(`${file}: must have at most ${MOST_ROWS} rows (got ${count}); give them in parts`);
  }
  const rows = Array.from({ length: count }, (_, row) =>
    Float64Array.from(data.subarray(row * length, (row + 1) * length)),
  );
  return { rows, length, source: `${file} ${shapeText(shape)}` };
}

/**
 * One row for each row of `like`, from a file or a number; a single row serves all.
 * @param name the option, for messages
 * @throws ShapeError where the file has neither one row nor as many as `like`, or rows of another length
 */
export function rowsLike(name: string, given: number | string, like: Rows): readonly Float64Array[] {
  if (typeof given === 'number') return like.rows.map(() => new Float64Array(like.length).fill(given));
  const { rows, length, source } = readRows(given);
  if (length !== like.length || (rows.length !== 1 && rows.length !== like.rows.length)) {
    throw new ShapeError(
      `--${name} ${source}: must be [${like.length}] or [${like.rows.length}, ${like.length}] to fit ${like.source}`,
    );
  }
  return like.rows.map((_, row) => (rows.length === 1 ? rows[0] : rows[row]));
}

/**
 * One number for each row of `like`, from a file of `[rows]` or a number.
 * @throws ShapeError where the file has another shape
 */
export function numbersPerRow(name: string, given: number | string, like: Rows): Float64Array {
  if (typeof given === 'number') return new Float64Array(like.rows.length).fill(given);
  const { rows, length, source } = readRows(given);
  if (rows.length !== 1 || length !== like.rows.length) {
    throw new ShapeError(`--${name} ${source}: must be [${like.rows.length}] to fit ${like.source}`);
  }
  return rows[0];
}
