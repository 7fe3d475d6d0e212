/** Strokes of a hand as an image like those of the data set: as large, as central, and with the same pen. */
import { drawPath } from '../src/data/pen.ts';
import type { Vertex } from '../src/data/pen.ts';
import { createExampleSource } from '../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../src/experiments/training-defaults.ts';
import { createSparseVector } from '../src/kernels/sparse.ts';
import { PIXELS, SIDE } from './image.ts';

/** The pen of the generated digits: radius, softness and longer side in pixels (`src/data/digits.ts`). */
const RADIUS = 1.15;
const SOFTNESS = 1.2;
const LONGER_SIDE = 18.5;
/** Drawings smaller than that are dots, and not enlarged. */
const DOT = 3;

/** A movement of the pen, in pixels of the image. */
export type Stroke = readonly Vertex[];

/** The strokes at the size and place of the data set's digits: the longer side 18.5 pixels, the centre of mass in the middle. */
export function fitStrokes(strokes: readonly Stroke[]): Stroke[] {
  const points = strokes.flat();
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (!(extent >= DOT)) return [...strokes];
  let [length, momentX, momentY] = [0, 0, 0];
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++) {
      const [a, b] = [stroke[i - 1], stroke[i]];
      const piece = Math.hypot(b.x - a.x, b.y - a.y);
      length += piece;
      momentX += (piece * (a.x + b.x)) / 2;
      momentY += (piece * (a.y + b.y)) / 2;
    }
  }
  if (length === 0) return [...strokes];
  const scale = LONGER_SIDE / extent;
  const middle = (SIDE - 1) / 2;
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: middle + scale * (x - momentX / length),
      y: middle + scale * (y - momentY / length),
    })),
  );
}

/** The image, `[784]` 0 … 255. */
export function drawStrokes(strokes: readonly Stroke[]): Uint8Array {
  const ink = new Uint8Array(PIXELS);
  for (const stroke of strokes) {
    // A dot is a path of no length.
    const path = (stroke.length === 1 ? [stroke[0], stroke[0]] : stroke).map(({ x, y }) => ({
      x,
      y,
      radius: RADIUS,
    }));
    drawPath({ width: SIDE, height: SIDE, ink }, path, SOFTNESS);
  }
  return ink;
}

/** v of an image `[784]` as training sees it: a unit vector; 0 of an empty one. */
export function inputOf(ink: Uint8Array): Float64Array {
  const table = { examples: 1, inputs: PIXELS, values: Uint8Array.from(ink), divisor: 255 };
  const vector = createSparseVector(PIXELS);
  createExampleSource(table, TRAINING_DEFAULTS.normalize).load(0, vector);
  const input = new Float64Array(PIXELS);
  for (let j = 0; j < vector.length; j++) input[vector.index[j]] = vector.value[j];
  return input;
}
