/** The supervised phase in float64 by its definition, without blocks, padding or cut-offs. */
import { permutation, randomStream } from '../../src/kernels/random.ts';

/** What is learned; names as in `ReadoutOptions`, `rates` one for each epoch. */
export interface PlainTraining {
  /** `[K][N]`. */
  readonly weights: readonly (readonly number[])[];
  /** `[B][N]`. */
  readonly examples: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly classes: number;
  readonly power: number;
  readonly lossExponent: number;
  readonly batch: number;
  readonly rates: readonly number[];
  readonly seed: number;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i], 0);

/** h = f(β W·v) of eq. 1 with β = 1 / mean of the largest activity. */
function plainFeatures({ weights, examples, power }: PlainTraining): number[][] {
  const activities = examples.map((v) => weights.map((w) => Math.max(dot(w, v), 0)));
  const mean = activities.reduce((sum, row) => sum + Math.max(...row), 0) / activities.length;
  return activities.map((row) => row.map((x) => (x / mean) ** power));
}

/** C = Σ_b Σ_c |tanh(S·f) − t|^m. */
function plainCost(
  outputs: readonly (readonly number[])[],
  features: readonly (readonly number[])[],
  { labels, lossExponent }: { labels: readonly number[]; lossExponent: number },
): number {
  return features.reduce(
    (sum, f, b) =>
      outputs.reduce((own, s, c) => {
        const target = c === labels[b] ? 1 : -1;
        return own + Math.abs(Math.tanh(dot(s, f)) - target) ** lossExponent;
      }, sum),
    0,
  );
}

/** dC/dS by central differences. */
function plainSlope(
  outputs: readonly (readonly number[])[],
  features: readonly (readonly number[])[],
  task: { labels: readonly number[]; lossExponent: number },
): number[][] {
  const step = 1e-6;
  const moved = (c: number, mu: number, by: number): number[][] =>
    outputs.map((s, k) => s.map((x, j) => (k === c && j === mu ? x + by : x)));
  return outputs.map((s, c) =>
    s.map(
      (_, mu) =>
        (plainCost(moved(c, mu, step), features, task) - plainCost(moved(c, mu, -step), features, task)) /
        (2 * step),
    ),
  );
}

/** S after all epochs, `[classes][K]`: Adam as Kingma & Ba (2015) write algorithm 1, on numeric gradients. */
export function plainTraining(options: PlainTraining): number[][] {
  const { weights, labels, classes, lossExponent, batch, rates, seed } = options;
  const features = plainFeatures(options);
  const zeros = (): number[][] =>
    Array.from({ length: classes }, () => new Array<number>(weights.length).fill(0));
  const [outputs, mean, square] = [zeros(), zeros(), zeros()];
  let t = 0;
  rates.forEach((rate, epoch) => {
    const order = [...permutation(features.length, randomStream(seed, `readout/order/${epoch}`))];
    for (let from = 0; from < order.length; from += batch) {
      const taken = order.slice(from, from + batch);
      const gradient = plainSlope(
        outputs,
        taken.map((b) => features[b]),
        { labels: taken.map((b) => labels[b]), lossExponent },
      );
      t++;
      gradient.forEach((row, c) =>
        row.forEach((g, mu) => {
          mean[c][mu] = 0.9 * mean[c][mu] + 0.1 * g;
          square[c][mu] = 0.999 * square[c][mu] + 0.001 * g * g;
          const unbiasedMean = mean[c][mu] / (1 - 0.9 ** t);
          const unbiasedSquare = square[c][mu] / (1 - 0.999 ** t);
          outputs[c][mu] -= (rate * unbiasedMean) / (Math.sqrt(unbiasedSquare) + 1e-8);
        }),
      );
    }
  });
  return outputs;
}
