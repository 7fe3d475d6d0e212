/**
 * Generated digits: 28 × 28 grey images that look hand-written, so that everything runs without a download.
 *
 * Each image draws one of the variants of its class (`digit-strokes.ts`) with random deviations of every point, bends,
 * slant, rotation, width, size, place, and pressure of the pen. As in MNIST (LeCun et al. 1998, section III.A), the
 * longer side of the digit is about 20 pixels and its centre of mass lies near the middle.
 */
import { ArgumentError } from '../errors.ts';
import { randomStream } from '../kernels/random.ts';
import type { RandomStream } from '../kernels/random.ts';
import type { Dataset } from './dataset.ts';
import { DIGIT_VARIANTS } from './digit-strokes.ts';
import { drawPath, smoothCurve } from './pen.ts';
import type { PenPoint, Vertex } from './pen.ts';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const CLASSES = DIGIT_VARIANTS.length;
/** Training images where nothing else is said. */
export const DIGITS_TRAIN = 10_000;
/** Straight pieces between two points of a stroke. */
const PIECES = 5;

/** Standard deviations of what varies, fitted by eye and by the statistics named in the tests. */
const VARIATION = {
  point: 0.038, // of a point, in boxes
  end: 0.083, // of the ends of a stroke
  bend: 0.05, // amplitude of the bends of the whole digit, in boxes
  slant: { mean: 0.14, deviation: 0.24 }, // shear, x per y
  rotation: 0.1, // in radians
  aspect: 0.2, // logarithm of the width of the box
  size: { mean: 18.5, deviation: 1 }, // longer side of the pen's path, in pixels
  place: 0.6, // of the centre, in pixels
  radius: { mean: 0.1, deviation: 0.28 }, // logarithm of the pen's radius, in pixels
  pressure: 0.12, // change of the radius along a stroke, relative
  softness: 1.2, // of the pen's edge, in pixels
} as const;

/** A variant with its strokes parsed. */
interface Variant {
  readonly weight: number;
  readonly aspect: number;
  readonly strokes: readonly Vertex[][][];
}

/** Pieces of a stroke between its corners, each [points]. */
function parseStroke(stroke: string): Vertex[][] {
  return stroke.split(' / ').map((piece) =>
    piece.split(' ').map((point) => {
      const [x, y] = point.split(',').map((hundredths) => Number(hundredths) / 100);
      return { x, y };
    }),
  );
}

const VARIANTS: readonly (readonly Variant[])[] = DIGIT_VARIANTS.map((variants) =>
  variants.map((variant) => ({ ...variant, strokes: variant.strokes.map(parseStroke) })),
);

function choose(variants: readonly Variant[], stream: RandomStream): Variant {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let rest = stream.uniform() * total;
  return variants.find(({ weight }) => (rest -= weight) < 0) ?? variants[0];
}

/** A random smooth deformation of the box, centred on 0. */
function deformation(aspect: number, stream: RandomStream): (point: Vertex) => Vertex {
  const width = aspect * Math.exp(VARIATION.aspect * stream.normal());
  const slant = VARIATION.slant.mean + VARIATION.slant.deviation * stream.normal();
  const angle = VARIATION.rotation * stream.normal();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const bends = Array.from({ length: 2 }, () => ({
    amplitude: VARIATION.bend * stream.normal(),
    phase: 2 * Math.PI * stream.uniform(),
    rate: Math.PI * (1 + stream.uniform()),
  }));
  const bend = (k: number, u: number): number =>
    bends[k].amplitude * Math.sin(bends[k].rate * u + bends[k].phase);
  return (point) => {
    const y = point.y - 0.5 + bend(1, point.x);
    const x = width * (point.x - 0.5 + bend(0, point.y)) - slant * y;
    return { x: cos * x - sin * y, y: sin * x + cos * y };
  };
}

/** The curve of a stroke with every point moved at random. */
function penPath(
  pieces: readonly Vertex[][],
  deform: (point: Vertex) => Vertex,
  stream: RandomStream,
): Vertex[] {
  const path: Vertex[] = [];
  for (const piece of pieces) {
    // A piece begins where the one before it ended.
    const points = path.slice(-1);
    piece.forEach(({ x, y }, i) => {
      const isEnd = path.length + i === 0 || (piece === pieces.at(-1) && i === piece.length - 1);
      const deviation = isEnd ? VARIATION.end : VARIATION.point;
      points.push(deform({ x: x + deviation * stream.normal(), y: y + deviation * stream.normal() }));
    });
    path.push(...smoothCurve(points, PIECES));
  }
  return path;
}

/** Moves and scales paths to the middle of the image, and gives the pen its radius. */
function place(paths: readonly Vertex[][], stream: RandomStream): PenPoint[][] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  let [length, momentX, momentY] = [0, 0, 0];
  for (const path of paths) {
    path.forEach(({ x, y }, i) => {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      if (i === 0) return;
      const before = path[i - 1];
      const piece = Math.hypot(x - before.x, y - before.y);
      length += piece;
      momentX += (piece * (x + before.x)) / 2;
      momentY += (piece * (y + before.y)) / 2;
    });
  }
  const size = VARIATION.size.mean + VARIATION.size.deviation * stream.normal();
  const scale = size / Math.max(right - left, bottom - top);
  const middle = (SIDE - 1) / 2;
  const shiftX = middle + VARIATION.place * stream.normal() - (scale * momentX) / length;
  const shiftY = middle + VARIATION.place * stream.normal() - (scale * momentY) / length;
  const radius = Math.exp(VARIATION.radius.mean + VARIATION.radius.deviation * stream.normal());
  return paths.map((path) => {
    const swing = VARIATION.pressure * stream.normal();
    const phase = 2 * Math.PI * stream.uniform();
    return path.map(({ x, y }, i) => ({
      x: shiftX + scale * x,
      y: shiftY + scale * y,
      radius: radius * (1 + swing * Math.sin(phase + (2 * Math.PI * i) / path.length)),
    }));
  });
}

function drawDigit(label: number, ink: Uint8Array, stream: RandomStream): void {
  const variant = choose(VARIANTS[label], stream);
  const deform = deformation(variant.aspect, stream);
  const paths = variant.strokes.map((stroke) => penPath(stroke, deform, stream));
  for (const path of place(paths, stream)) {
    drawPath({ width: SIDE, height: SIDE, ink }, path, VARIATION.softness);
  }
}

function generate(examples: number, stream: RandomStream): Dataset {
  const values = new Uint8Array(examples * PIXELS);
  const labels = new Uint8Array(examples);
  for (let i = 0; i < examples; i++) {
    labels[i] = stream.integer(CLASSES);
    drawDigit(labels[i], values.subarray(i * PIXELS, (i + 1) * PIXELS), stream);
  }
  return {
    name: 'digits',
    examples,
    inputs: PIXELS,
    shape: { height: SIDE, width: SIDE, channels: 1 },
    values,
    divisor: 255,
    labels,
    classes: CLASSES,
  };
}

/** How many images, and from which seed. */
export interface DigitsOptions {
  /** Training images, ≥ 1 (10 000). */
  readonly train?: number;
  /** Test images, ≥ 1 (2000). */
  readonly test?: number;
  /** Any integer (0). Training and test images come from different streams of it. */
  readonly seed?: number;
}

/**
 * Generates digits. Fewer images from the same seed are the first of more.
 * @param options sizes and seed
 * @returns labelled 28 × 28 bytes, about 19% of them not 0
 * @throws ArgumentError if a size is out of range
 * @remarks About 40 µs per image.
 */
export function generateDigits(options: DigitsOptions = {}): {
  readonly train: Dataset;
  readonly test: Dataset;
} {
  const { train = DIGITS_TRAIN, test = 2_000, seed = 0 } = options;
  for (const [name, size] of Object.entries({ train, test })) {
    if (!Number.isInteger(size) || size < 1) {
      throw new ArgumentError(`${name}: must be an integer >= 1 (got ${size})`);
    }
  }
  return {
    train: generate(train, randomStream(seed, 'digits/train')),
    test: generate(test, randomStream(seed, 'digits/test')),
  };
}
