/**
 * Krotov & Hopfield (2019), section 2.1: for p = 2 and g(Q) = Q "our learning rule reduces to the famous Oja rule",
 * whose weights converge to the first principal component of the inputs (E. Oja, J. Math. Biol. 15, 267, 1982).
 */
import { expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { plasticity } from '../../src/learning/plasticity.ts';
import { symmetricEigen } from '../support/jacobi.ts';

const INPUTS = 5;
const EXAMPLES = 16;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

/** Inputs that vary most along (1, 2, 0, −1, 1). */
function examples(): readonly Float64Array[] {
  const stream = randomStream(1, 'oja');
  const axis = [1, 2, 0, -1, 1];
  return Array.from({ length: EXAMPLES }, () => {
    const along = 0.6 * stream.normal();
    return Float64Array.from({ length: INPUTS }, (_, i) => along * axis[i] + 0.4 * stream.normal());
  });
}

/** Eigenvector of the largest eigenvalue of the second moments Σ v vᵀ, by Jacobi's rotations. */
function principalComponent(inputs: readonly Float64Array[]): readonly number[] {
  const moments = Array.from({ length: INPUTS }, (_, i) =>
    Array.from({ length: INPUTS }, (_row, j) => inputs.reduce((sum, v) => sum + v[i] * v[j], 0)),
  );
  const [first, second] = symmetricEigen(moments);
  // It is one: M u = λ u, and no other direction varies as much.
  moments.forEach((row, i) => expect(dot(row, first.vector)).toBeCloseTo(first.value * first.vector[i], 11));
  expect(second.value).toBeLessThan(0.5 * first.value);
  return first.vector;
}

/** Sine of the angle between W and the component, after all examples have been presented again and again. */
function angleAfter(inputs: readonly Float64Array[], duration: number): { sine: number; norm: number } {
  const component = principalComponent(inputs);
  let weights: Float64Array = Float64Array.of(0.3, -0.2, 0.9, 0.4, -0.1);
  const passes = Math.ceil(3 / duration);
  for (let pass = 0; pass < passes; pass++) {
    for (const input of inputs) {
      const activation = dot(weights, input) / Math.sqrt(dot(weights, weights));
      weights = plasticity({ weights, input, activation, duration, p: 2 }).results[0].weights;
    }
  }
  const norm = Math.sqrt(dot(weights, weights));
  const along = dot(weights, component);
  const across = weights.map((w, i) => w - along * component[i]);
  return { sine: Math.sqrt(dot(across, across)) / norm, norm };
}

it('With p = 2 and g = Q the weights become the first principal component, as exactly as presentations are short', () => {
  const inputs = examples();
  const coarse = angleAfter(inputs, 0.01);
  const fine = angleAfter(inputs, 0.001);
  // Presented one after another, the examples turn W by as much as one presentation does: first order in its length.
  expect(coarse.sine).toBeLessThan(0.03);
  expect(fine.sine).toBeLessThan(0.003);
  expect(coarse.sine / fine.sine).toBeGreaterThan(8);
  expect(coarse.sine / fine.sine).toBeLessThan(12);
  expect(Math.abs(fine.norm - 1)).toBeLessThan(1e-10);
});
