/**
 * Bars: images of horizontal and vertical lines on a square, the data of Földiák (1990), "Forming sparse
 * representations by local anti-Hebbian learning", Biological Cybernetics 64. Each line is present on its own with the
 * same probability, so the answer is known: one unit per line.
 */
import { ArgumentError } from '../errors.ts';
import { randomStream } from '../kernels/random.ts';
import type { RandomStream } from '../kernels/random.ts';
import type { Dataset } from './dataset.ts';

/** Training images where nothing else is said. */
export const BARS_TRAIN = 5000;

/** How many images, of what kind, and from which seed. Defaults in parentheses. */
export interface BarsOptions {
  /** Training images, ≥ 1 (5000). */
  readonly train?: number;
  /** Test images, ≥ 1 (1000). */
  readonly test?: number;
  /** Pixels along a side, ≥ 2 (8). */
  readonly side?: number;
  /** Probability of each of the 2 · side bars, in (0, 1) (1/8); images without any bar occur. */
  readonly probability?: number;
  /** Exactly one bar in each image, which is its label: rows 0 … side − 1, then columns (false: no labels). */
  readonly single?: boolean;
  /** Any integer (0). Training and test images come from different streams of it. */
  readonly seed?: number;
}

type Resolved = Required<Omit<BarsOptions, 'train' | 'test' | 'seed'>>;

/** Sets the pixels of bar `bar`. */
function drawBar(image: Uint8Array, bar: number, side: number): void {
  for (let i = 0; i < side; i++) image[bar < side ? bar * side + i : i * side + bar - side] = 1;
}

function generate(examples: number, options: Resolved, stream: RandomStream): Dataset {
  const { side, probability, single } = options;
  const inputs = side * side;
  const bars = 2 * side;
  const values = new Uint8Array(examples * inputs);
  const labels = single ? new Int32Array(examples) : null;
  for (let example = 0; example < examples; example++) {
    const image = values.subarray(example * inputs, (example + 1) * inputs);
    if (labels !== null) {
      labels[example] = stream.integer(bars);
      drawBar(image, labels[example], side);
      continue;
    }
    for (let bar = 0; bar < bars; bar++) {
      if (stream.uniform() < probability) drawBar(image, bar, side);
    }
  }
  return {
    name: 'bars',
    examples,
    inputs,
    shape: { height: side, width: side, channels: 1 },
    values,
    divisor: 1,
    labels,
    classes: single ? bars : 0,
  };
}

/**
 * Generates bars. Fewer images from the same seed are the first of more.
 * @param options sizes, kind and seed
 * @returns images of 0 and 1
 * @throws ArgumentError if an option is out of range
 */
export function generateBars(options: BarsOptions = {}): { readonly train: Dataset; readonly test: Dataset } {
  const {
    train = BARS_TRAIN,
    test = 1000,
    side = 8,
    probability = 1 / 8,
    single = false,
    seed = 0,
  } = options;
  for (const [name, size, least] of [
    ['train', train, 1],
    ['test', test, 1],
    ['side', side, 2],
  ] as const) {
    if (!Number.isInteger(size) || size < least) {
      throw new ArgumentError(`${name}: must be an integer >= ${least} (got ${size})`);
    }
  }
  if (!(probability > 0 && probability < 1)) {
    throw new ArgumentError(`probability: must be in (0, 1) (got ${probability})`);
  }
  const resolved = { side, probability, single };
  return {
    train: generate(train, resolved, randomStream(seed, 'bars/train')),
    test: generate(test, resolved, randomStream(seed, 'bars/test')),
  };
}
