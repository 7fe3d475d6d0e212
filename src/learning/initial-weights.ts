/** Weights at the start of training. */
import { ArgumentError } from '../errors.ts';
import { absolutePower, positiveRoot } from '../kernels/power.ts';
import { permutation, randomStream } from '../kernels/random.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import { createSparseVector } from '../kernels/sparse.ts';

/** `normal`: W ~ N(0, 1), as the paper does; `sphere`: the same, each unit scaled to Σ|W|^p = R^p. */
type RandomDistribution = 'normal' | 'sphere';

/** Or `examples`: each unit one example of the data, scaled to Σ|W|^p = R^p. */
export type InitialDistribution = RandomDistribution | 'examples';

/** K, geometry and seed of a start. */
export interface InitialWeightsOptions {
  readonly units: number;
  readonly p: number;
  readonly radius: number;
  readonly seed: number;
}

/** Scales a unit to Σ|W|^p = R^p; false for zeros, which have no direction. */
function scaleToSphere(unit: Float64Array, p: number, radius: number): boolean {
  const power = absolutePower(p);
  const norm = unit.reduce((sum, value) => sum + power(value), 0);
  if (norm === 0) return false;
  const factor = radius / positiveRoot(p)(norm);
  for (let i = 0; i < unit.length; i++) unit[i] *= factor;
  return true;
}

/** The weights `[K × N]`, each unit of `inputs` scaled to Σ|W|^p = R^p; units of zeros stay. */
export function onSphere(
  weights: ArrayLike<number>,
  { inputs, p, radius }: { readonly inputs: number; readonly p: number; readonly radius: number },
): Float64Array {
  const scaled = Float64Array.from(weights);
  for (let at = 0; at < scaled.length; at += inputs)
    scaleToSphere(scaled.subarray(at, at + inputs), p, radius);
  return scaled;
}

/** Random weights `[K × N]`, row-major. */
export function randomWeights(
  kind: RandomDistribution,
  { units, inputs, p, radius, seed }: InitialWeightsOptions & { readonly inputs: number },
): Float64Array {
  const stream = randomStream(seed, 'init');
  const weights = Float64Array.from({ length: units * inputs }, () => stream.normal());
  return kind === 'sphere' ? onSphere(weights, { inputs, p, radius }) : weights;
}

/** K different examples in random order `[K × N]`, those of zeros passed over. */
function exampleWeights(
  source: ExampleSource,
  { units, p, radius, seed }: InitialWeightsOptions,
): Float64Array {
  const { count, inputs } = source;
  const weights = new Float64Array(units * inputs);
  const example = createSparseVector(inputs);
  const order = permutation(count, randomStream(seed, 'init'));
  let mu = 0;
  for (let i = 0; i < count && mu < units; i++) {
    const unit = weights.subarray(mu * inputs, (mu + 1) * inputs);
    source.load(order[i], example);
    unit.fill(0);
    for (let j = 0; j < example.length; j++) unit[example.index[j]] = example.value[j];
    if (scaleToSphere(unit, p, radius)) mu++;
  }
  if (mu === units) return weights;
  throw new ArgumentError(
    `init: examples needs as many examples that are not zero as units (got ${mu} for ${units}); lower hidden, or use normal`,
  );
}

/**
 * Weights of a run `[K × N]`, row-major.
 * @param source the examples of the run
 * @throws ArgumentError for `examples` with fewer examples than units
 */
export function initialWeights(
  kind: InitialDistribution,
  source: ExampleSource,
  options: InitialWeightsOptions,
): Float64Array {
  return kind === 'examples'
    ? exampleWeights(source, options)
    : randomWeights(kind, { ...options, inputs: source.inputs });
}
