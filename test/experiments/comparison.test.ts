import { describe, expect, it } from 'vitest';
import { generateDigits } from '../../src/data/digits.ts';
import { compareLayers } from '../../src/experiments/comparison.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { linearReadoutError } from '../../src/experiments/linear-readout.ts';
import { permutation, randomStream } from '../../src/kernels/random.ts';
import { plainSelection } from '../../src/kernels/selection.ts';
import { createRankingCompetition } from '../../src/learning/competition.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import { createHiddenLayer } from '../../src/learning/hidden-layer.ts';

const { train, test } = generateDigits({ train: 600, test: 200, seed: 1 });
const source = createExampleSource(train, 'unit');
const UNITS = 20;
const shape = { units: UNITS, inputs: source.inputs, p: 2, radius: 1, precision: 'f64' } as const;

/** Units that are the first examples themselves. */
const prototypes = Float64Array.from(
  { length: UNITS * source.inputs },
  (_, i) => train.values[i] / train.divisor,
);

function contestant(weights: Float64Array): {
  layer: HiddenLayer;
  competition: ReturnType<typeof createRankingCompetition>;
} {
  return {
    layer: createHiddenLayer(weights, shape),
    competition: createRankingCompetition(2, 0.4, plainSelection(new Int32Array(UNITS))),
  };
}

const quiet = (): void => undefined;

describe('the comparison of two layers', () => {
  it('finds full agreement of a layer with itself', async () => {
    const result = await compareLayers({
      exact: contestant(prototypes),
      ranking: contestant(prototypes),
      inhibition: 0.9,
      source,
      onProgress: quiet,
    });
    expect(result.winnerAgreement).toBe(1);
    expect(result.hebbianJaccard).toBe(1);
    expect(result.antiHebbianJaccard).toBe(1);
    expect(result.match).toEqual(Array.from({ length: UNITS }, (_, mu) => mu));
    expect(result.matchedCosine.p05).toBeCloseTo(1, 12);
    expect(result.weightDistance).toEqual({ matched: 0, byIndex: 0 });
  });

  it('finds the permutation of a layer whose units were shuffled', async () => {
    const order = permutation(UNITS, randomStream(5, 'shuffle'));
    const shuffled = new Float64Array(prototypes.length);
    order.forEach((from, to) => {
      shuffled.set(prototypes.subarray(from * source.inputs, (from + 1) * source.inputs), to * source.inputs);
    });
    const { match, matchedCosine, weightDistance } = await compareLayers({
      exact: contestant(prototypes),
      ranking: contestant(shuffled),
      inhibition: 0.9,
      source,
      onProgress: quiet,
    });
    for (const [unit, partner] of match.entries()) expect(order[partner]).toBe(unit);
    expect(matchedCosine.median).toBeCloseTo(1, 12);
    expect(weightDistance.matched).toBe(0);
    expect(weightDistance.byIndex).toBeGreaterThan(0.1);
  });
});

describe('the quick linear readout', () => {
  const testSource = createExampleSource(test, 'unit');
  const options = {
    weights: prototypes,
    units: UNITS,
    classes: 10,
    seed: 0,
    onProgress: quiet,
  };

  it('reads classes that are spelled out in the features without error', async () => {
    const identity = Float64Array.from({ length: 100 }, (_, i) => (i % 11 === 0 ? 1 : 0));
    const values = Float64Array.from({ length: 3000 }, (_, i) =>
      (i - Math.floor(i / 10)) % 10 === 0 ? 1 : 0,
    );
    const labels = Uint8Array.from({ length: 300 }, (_, i) => i % 10);
    const table = { examples: 300, inputs: 10, values, divisor: 1 };
    for (let i = 0; i < 300; i++)
      values.fill(0, i * 10, i * 10 + 10).fill(1, i * 10 + (i % 10), i * 10 + (i % 10) + 1);
    const examples = { source: createExampleSource(table, 'none'), labels };
    const error = await linearReadoutError({
      ...options,
      weights: identity,
      units: 10,
      train: examples,
      test: examples,
    });
    expect(error).toBe(0);
  });

  it('reads digits far better than chance, and shuffled labels not at all', async () => {
    const labels = train.labels ?? [];
    const testLabels = test.labels ?? [];
    const error = await linearReadoutError({
      ...options,
      train: { source, labels },
      test: { source: testSource, labels: testLabels },
    });
    expect(error).toBeLessThan(0.5);
    const order = permutation(labels.length, randomStream(1, 'labels'));
    const shuffled = Array.from(order, (from) => labels[from]);
    const chance = await linearReadoutError({
      ...options,
      train: { source, labels: shuffled },
      test: { source: testSource, labels: testLabels },
    });
    // 200 examples at 90% error: three standard deviations are 6%.
    expect(chance).toBeGreaterThan(0.8);
  });
});
