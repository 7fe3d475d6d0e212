/** Weights and inputs for the verification of the Lyapunov function: random ones, or given ones. */
import { absolutePower, positiveRoot } from '../kernels/power.ts';
import { randomStream } from '../kernels/random.ts';
import type { RandomStream } from '../kernels/random.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import type { LyapunovPresentation } from './lyapunov-types.ts';

/** Presentations by index; the same index and p give the same. */
export interface LyapunovProblem {
  /** K and N. */
  readonly units: number;
  readonly inputs: number;
  readonly present: (index: number, p: number) => LyapunovPresentation;
}

/** Smallest share of R that a random unit's p-norm has: off the sphere, so that the norm has a law to obey. */
const INNERMOST = 0.8;
/** Share of random inputs that are 0. */
const SPARSITY = 0.3;

/** What is given, and what is drawn where nothing is. */
export interface LyapunovProblemOptions {
  /** K, of random weights. */
  readonly units: number;
  /** N, of random inputs. */
  readonly inputs: number;
  readonly radius: number;
  readonly seed: number;
  /** `[K × N]` for every presentation; null: random ones, others for every presentation. */
  readonly weights: Float64Array | null;
  /** Inputs in their order, over again where they end; null: random ones. */
  readonly source: ExampleSource | null;
}

/**
 * Presentations of given or random weights and inputs. Random W are normal, each unit scaled to a p-norm between 0.8 R and R,
 * inside the sphere, where nothing diverges; random v are uniform on [0, 1], 30% of them 0.
 */
export function lyapunovProblem(options: LyapunovProblemOptions): LyapunovProblem {
  const { units, inputs, seed, weights, source } = options;
  const vector = createSparseVector(inputs);
  const load = (index: number, from: ExampleSource): Float64Array => {
    from.load(index % from.count, vector);
    const input = new Float64Array(inputs);
    for (let j = 0; j < vector.length; j++) input[vector.index[j]] = vector.value[j];
    return input;
  };
  return {
    units,
    inputs,
    present: (index, p) => {
      const stream = randomStream(seed, `lyapunov/${index}`);
      return {
        weights: weights ?? randomWeights(stream, p, options),
        input: source === null ? randomInput(stream, inputs) : load(index, source),
      };
    },
  };
}

function randomWeights(
  stream: RandomStream,
  p: number,
  { units, inputs, radius }: LyapunovProblemOptions,
): Float64Array {
  const power = absolutePower(p);
  const weights = Float64Array.from({ length: units * inputs }, () => stream.normal());
  for (let mu = 0; mu < units; mu++) {
    const unit = weights.subarray(mu * inputs, (mu + 1) * inputs);
    const norm = unit.reduce((sum, w) => sum + power(w), 0);
    const share = INNERMOST + (1 - INNERMOST) * stream.uniform();
    const factor = (radius * share) / positiveRoot(p)(norm);
    for (let i = 0; i < inputs; i++) unit[i] *= factor;
  }
  return weights;
}

function randomInput(stream: RandomStream, inputs: number): Float64Array {
  return Float64Array.from({ length: inputs }, () => (stream.uniform() < SPARSITY ? 0 : stream.uniform()));
}
