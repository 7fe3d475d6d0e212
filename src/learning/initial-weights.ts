/** Weights at the start of training. */
import { absolutePower } from '../kernels/power.ts';
import { randomStream } from '../kernels/random.ts';

/** `normal`: W ~ N(0, 1), as the paper does; `sphere`: the same, each unit scaled to Σ|W|^p = R^p. */
export type InitialDistribution = 'normal' | 'sphere';

/** Shape, geometry and seed of a start. */
export interface InitialWeightsOptions {
  readonly units: number;
  readonly inputs: number;
  readonly p: number;
  readonly radius: number;
  readonly seed: number;
}

/** Random weights `[K × N]`, row-major. */
export function initialWeights(kind: InitialDistribution, options: InitialWeightsOptions): Float64Array {
  const { units, inputs, p, radius, seed } = options;
  const stream = randomStream(seed, 'init');
  const weights = Float64Array.from({ length: units * inputs }, () => stream.normal());
  if (kind === 'normal') return weights;
  const power = absolutePower(p);
  for (let mu = 0; mu < units; mu++) {
    const unit = weights.subarray(mu * inputs, (mu + 1) * inputs);
    const norm = unit.reduce((sum, value) => sum + power(value), 0);
    const factor = radius / Math.pow(norm, 1 / p);
    for (let i = 0; i < inputs; i++) unit[i] *= factor;
  }
  return weights;
}
