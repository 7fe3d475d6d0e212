/** Training by the named rules: what Oja's and that of BCM are known to converge to. */
import { describe, expect, it } from 'vitest';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { RULE_DEFAULTS } from '../../src/experiments/training-rule.ts';
import { createTraining } from '../../src/experiments/training.ts';
import type { LearningOptions, Training } from '../../src/experiments/training.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { layerWeights } from '../../src/learning/hidden-layer.ts';
import type { RuleName } from '../../src/learning/learning-rule.ts';
import { symmetricEigen } from '../support/jacobi.ts';
import { sourceOf } from '../support/sparse-vectors.ts';

type Vector = ArrayLike<number>;

const dot = (a: Vector, b: Vector): number => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);
const length = (a: Vector): number => Math.sqrt(dot(a, a));

interface Run {
  readonly examples: readonly Vector[];
  readonly weights: readonly Vector[];
  readonly epochs: number;
  readonly seed?: number;
  readonly learning?: Partial<LearningOptions>;
}

function trained(rule: RuleName, { examples, weights, epochs, seed = 0, learning }: Run): Training {
  const training = createTraining({
    start: { weights: weights.flatMap((unit) => Array.from(unit)) },
    shape: { units: weights.length, p: 2, radius: 1, precision: 'f64' },
    source: sourceOf(examples),
    ...{ epochs, seed },
    learning: { ...TRAINING_DEFAULTS, rule, ...RULE_DEFAULTS[rule], ...learning },
  });
  while (training.epochsDone() < epochs) training.advance(examples.length);
  return training;
}

function unitOf({ layer }: Training, mu: number): Float64Array {
  return Float64Array.from(layerWeights(layer).subarray(mu * layer.inputs, (mu + 1) * layer.inputs));
}

/** First eigenvector of Σ v vᵀ, about 0 and not about the mean, by Jacobi's rotations. */
function principalDirection(examples: readonly Vector[]): readonly number[] {
  const places = Array.from(examples[0], (_, i) => i);
  const moments = places.map((i) => places.map((j) => examples.reduce((sum, v) => sum + v[i] * v[j], 0)));
  const [first, second] = symmetricEigen(moments);
  expect(second.value).toBeLessThan(0.5 * first.value);
  return first.vector;
}

/** Sine of the angle between two vectors. */
function sine(a: Vector, b: Vector): number {
  const along = dot(a, b) / dot(b, b);
  return length(Array.from(a, (x, i) => x - along * b[i])) / length(a);
}

describe('Oja’s rule', () => {
  const stream = randomStream(1, 'rules');
  /** Of either sign; they vary most along (1, 2, 0, −1, 1). */
  const signed = Array.from({ length: 40 }, () => {
    const along = 0.4 * stream.normal();
    return [1, 2, 0, -1, 1].map((axis) => along * axis + 0.2 * stream.normal());
  });
  const positive = Array.from({ length: 40 }, () => [0.2, 1, 0.5, 0.3].map((top) => top * stream.uniform()));
  const start = (inputs: number): Float64Array =>
    Float64Array.from({ length: inputs }, () => stream.normal());

  /** W still turns by less than the last presentations are long: ε falls to 0 over 200 epochs of 40. (Measured: 6e-4.) */
  const TURNING = 1e-3;

  it.each(['frozen', 'adiabatic'] as const)(
    'makes a single unit the first principal direction of signed inputs, with h %s',
    (coupling) => {
      const direction = principalDirection(signed);
      for (let repeat = 0; repeat < 5; repeat++) {
        const learning = { presentation: 0.05, coupling };
        const training = trained('oja', { examples: signed, weights: [start(5)], epochs: 200, learning });
        const unit = unitOf(training, 0);
        expect(sine(unit, direction)).toBeLessThan(TURNING);
        expect(Math.abs(length(unit) - 1)).toBeLessThan(1e-6);
      }
    },
  );

  it('takes the moments about 0, not about the mean', () => {
    const direction = principalDirection(positive);
    const mean = [0, 1, 2, 3].map((i) => positive.reduce((sum, v) => sum + v[i], 0) / positive.length);
    const centred = positive.map((v) => v.map((x, i) => x - mean[i]));
    expect(sine(direction, principalDirection(centred))).toBeGreaterThan(0.2);
    const learning = { presentation: 0.05 };
    const training = trained('oja', { examples: positive, weights: [start(4)], epochs: 200, learning });
    expect(sine(unitOf(training, 0), direction)).toBeLessThan(TURNING);
  });

  it('works for a unit that answers with negative activities only, which learns and is counted as Hebbian', () => {
    const direction = principalDirection(positive).map((x, _i, all) => x * Math.sign(all[0]));
    const weights = [direction.map((x) => -x - 0.1)];
    const learning = { presentation: 0.05 };
    const training = trained('oja', { examples: positive, weights, epochs: 200, learning });
    const unit = unitOf(training, 0);
    expect(dot(unit, direction)).toBeLessThan(0);
    expect(sine(unit, direction)).toBeLessThan(TURNING);
    const { tally } = training.store();
    expect({ hebbian: tally.hebbian, antiHebbian: tally.antiHebbian }).toEqual({
      hebbian: 40,
      antiHebbian: 0,
    });
  });

  it('makes each of several units the first principal direction of the examples that it wins', () => {
    const axes = [0, 1, 2].map((axis) => [0, 1, 2, 3].map((i) => (i === axis ? 1 : 0)));
    const examples = axes.flatMap((axis) =>
      Array.from({ length: 15 }, () => axis.map((x) => x + 0.25 * stream.uniform())),
    );
    const weights = axes.map((axis) => axis.map((x) => 0.5 * x + 0.1 * stream.uniform()));
    // From w = 1 on one unit is active alone.
    const learning = { presentation: 0.05, inhibition: 1.2 };
    const training = trained('oja', { examples, weights, epochs: 200, learning });
    axes.forEach((_axis, mu) => {
      const unit = unitOf(training, mu);
      const won = examples.filter((v) =>
        axes.every((_other, nu) => dot(unit, v) >= dot(unitOf(training, nu), v)),
      );
      expect(won).toHaveLength(15);
      expect(sine(unit, principalDirection(won))).toBeLessThan(TURNING);
      expect(Math.abs(length(unit) - 1)).toBeLessThan(1e-6);
    });
  });

  it('is, of several units, eq. 2 with p = 2 and g = h, bit for bit', () => {
    const run = { examples: positive, weights: [start(4), start(4), start(4)], epochs: 3 };
    const named = trained('oja', run);
    const written = trained('krotov-hopfield', { ...run, learning: { activation: 'h' } });
    expect(layerWeights(named.layer)).toEqual(layerWeights(written.layer));
  });

  it.each([
    ['a single unit in closed form', 1],
    ['several units along the line W + ρv', 2],
  ])('with h adiabatic is solved exactly: %s', (_name, units) => {
    // One example at its whole presentation time; the second unit has a negative current and takes no part.
    const v = [0.5, 1, 0, 0.25];
    const weights = [
      [0.6, -0.2, 0.8, 0.1],
      [-0.5, -0.5, 0.3, 0.2],
    ];
    const presentation = 1.7;
    const learning = { presentation, coupling: 'adiabatic', rtol: 1e-11, atol: 1e-13 } as const;
    const run = { examples: [v], weights: weights.slice(0, units), epochs: 1, learning };
    // dI/dt = I (c − I²) and dW/dt = I (v − I W), by small steps of the classical method of Runge and Kutta.
    const field = (w: readonly number[]): number[] => w.map((x, i) => dot(w, v) * (v[i] - dot(w, v) * x));
    let w = weights[0];
    const steps = 2000;
    const h = presentation / steps;
    const along = (k: readonly number[], share: number): number[] => w.map((x, i) => x + share * h * k[i]);
    for (let n = 0; n < steps; n++) {
      const k1 = field(w);
      const k2 = field(along(k1, 0.5));
      const k3 = field(along(k2, 0.5));
      const k4 = field(along(k3, 1));
      w = w.map((x, i) => x + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    }
    const unit = unitOf(trained('oja', run), 0);
    // h⁴ = 5e-13 per unit of time; the integrator of several units works at 1e-11.
    unit.forEach((x, i) => expect(Math.abs(x - w[i])).toBeLessThan(units === 1 ? 1e-11 : 1e-9));
  });
});

describe('The rule of BCM', () => {
  /** Linearly independent, and far from orthogonal. */
  const PATTERNS = [
    [0.8, 0.6, 0.2, 0],
    [0.1, 0.7, 0.6, 0.2],
    [0.5, 0, 0.4, 0.8],
  ];
  const sets: readonly { readonly name: string; readonly counts: readonly number[] }[] = [
    { name: 'two patterns as often as each other', counts: [5, 5] },
    { name: 'two patterns, one of which comes three times as often', counts: [3, 9] },
    { name: 'three patterns', counts: [4, 4, 4] },
  ];
  /** θ is still an average of the last presentations: ε falls to 0 over 1500 epochs, and τ_θ is 0.2. (Measured: 2e-3 for θ, 2e-4 for h.) */
  const AVERAGING = 3e-3;

  const answers = (unit: Vector, patterns: number): number[] =>
    PATTERNS.slice(0, patterns).map((pattern) => Math.max(0, dot(unit, pattern)));

  it.each(sets)('makes a unit answer 1/P to one pattern and 0 to all others: $name', ({ counts }) => {
    const examples = counts.flatMap((count, i) => Array.from({ length: count }, () => PATTERNS[i]));
    const stream = randomStream(2, 'bcm');
    const chosen = new Set<number>();
    for (let seed = 0; seed < 12; seed++) {
      const weights = [Float64Array.from({ length: 4 }, () => 0.5 * Math.abs(stream.normal()))];
      const learning = { presentation: 0.02, thresholdTime: 0.2 };
      const training = trained('bcm', { examples, weights, epochs: 1500, seed, learning });
      const found = answers(unitOf(training, 0), counts.length);
      const best = found.indexOf(Math.max(...found));
      const ideal = examples.length / counts[best];
      found.forEach((answer, i) =>
        expect(Math.abs(answer - (i === best ? ideal : 0))).toBeLessThan(AVERAGING * ideal),
      );
      expect(Math.abs(training.store().memory[0] / ideal - 1)).toBeLessThan(AVERAGING);
      // No norm holds it: that is 1 for eq. 2.
      expect(length(unitOf(training, 0))).toBeGreaterThan(1.5);
      chosen.add(best);
    }
    // Which one is a matter of the start.
    expect(chosen.size).toBeGreaterThan(1);
  });

  it('gives the one pattern that comes always the answer 1', () => {
    const run = { examples: [PATTERNS[0]], weights: [[0.3, 0.1, 0.2, 0.9]], epochs: 4000 };
    const training = trained('bcm', { ...run, learning: { presentation: 0.05, thresholdTime: 0.2 } });
    expect(dot(unitOf(training, 0), PATTERNS[0])).toBeCloseTo(1, 6);
  });
});
