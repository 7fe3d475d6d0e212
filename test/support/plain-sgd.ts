/** A network of rectified linear and tanh units learned end to end, in float64 by its definition. */
import { permutation, randomStream } from '../../src/kernels/random.ts';

/** Weights of both layers, as rows of units. */
export interface PlainNetwork {
  /** `[K][N]` W. */
  readonly hidden: number[][];
  /** `[classes][K]` S. */
  readonly outputs: number[][];
}

/** Examples with their classes, and m. */
export interface PlainTask {
  /** `[B][N]`. */
  readonly examples: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly lossExponent: number;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i], 0);

/** C = Σ_b Σ_c |tanh(S·max(W·v, 0)) − t|^m. */
export function plainNetworkCost({ hidden, outputs }: PlainNetwork, task: PlainTask): number {
  return task.examples.reduce((sum, v, b) => {
    const h = hidden.map((w) => Math.max(dot(w, v), 0));
    return outputs.reduce((own, s, c) => {
      const target = c === task.labels[b] ? 1 : -1;
      return own + Math.abs(Math.tanh(dot(s, h)) - target) ** task.lossExponent;
    }, sum);
  }, 0);
}

/** dC/dW and dC/dS by the chain rule. */
export function plainNetworkGradient({ hidden, outputs }: PlainNetwork, task: PlainTask): PlainNetwork {
  const gradient = {
    hidden: hidden.map((w) => w.map(() => 0)),
    outputs: outputs.map((s) => s.map(() => 0)),
  };
  task.examples.forEach((v, b) => {
    const h = hidden.map((w) => Math.max(dot(w, v), 0));
    const slopes = outputs.map((s, c) => {
      const output = Math.tanh(dot(s, h));
      const error = output - (c === task.labels[b] ? 1 : -1);
      return (
        task.lossExponent *
        Math.abs(error) ** (task.lossExponent - 1) *
        Math.sign(error) *
        (1 - output * output)
      );
    });
    slopes.forEach((slope, c) => h.forEach((x, mu) => (gradient.outputs[c][mu] += slope * x)));
    h.forEach((x, mu) => {
      if (x <= 0) return;
      const back = slopes.reduce((sum, slope, c) => sum + slope * outputs[c][mu], 0);
      v.forEach((input, i) => (gradient.hidden[mu][i] += back * input));
    });
  });
  return gradient;
}

/** Adam (Kingma & Ba 2015, algorithm 1) for one layer in place. */
function createPlainAdam(weights: number[][]): (gradient: number[][], rate: number) => void {
  const mean = weights.map((row) => row.map(() => 0));
  const square = weights.map((row) => row.map(() => 0));
  let t = 0;
  return (gradient, rate) => {
    t++;
    gradient.forEach((row, unit) =>
      row.forEach((g, i) => {
        mean[unit][i] = 0.9 * mean[unit][i] + 0.1 * g;
        square[unit][i] = 0.999 * square[unit][i] + 0.001 * g * g;
        const size = Math.sqrt(square[unit][i] / (1 - 0.999 ** t)) + 1e-8;
        weights[unit][i] -= (rate * mean[unit][i]) / (1 - 0.9 ** t) / size;
      }),
    );
  };
}

/** Learns in place, one rate for each epoch; names as in `SgdOptions`. */
export function plainSgd(
  network: PlainNetwork,
  { batch, rates, seed, ...task }: PlainTask & { batch: number; rates: readonly number[]; seed: number },
): void {
  const learnHidden = createPlainAdam(network.hidden);
  const learnOutputs = createPlainAdam(network.outputs);
  rates.forEach((rate, epoch) => {
    const order = [...permutation(task.examples.length, randomStream(seed, `sgd/order/${epoch}`))];
    for (let from = 0; from < order.length; from += batch) {
      const taken = order.slice(from, from + batch);
      const gradient = plainNetworkGradient(network, {
        examples: taken.map((b) => task.examples[b]),
        labels: taken.map((b) => task.labels[b]),
        lossExponent: task.lossExponent,
      });
      learnHidden(gradient.hidden, rate);
      learnOutputs(gradient.outputs, rate);
    }
  });
}
