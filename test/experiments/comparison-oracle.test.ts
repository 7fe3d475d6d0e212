import { beforeAll, describe, expect, it } from 'vitest';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import type { LayerComparison } from '../../src/experiments/comparison.ts';
import { compareLayers } from '../../src/experiments/comparison.ts';
import { sampleDecisions } from '../../src/experiments/decisions.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { plainSelection } from '../../src/kernels/selection.ts';
import { stepActivation } from '../../src/learning/activation.ts';
import { createExactCompetition, createRankingCompetition } from '../../src/learning/competition.ts';
import { createHiddenLayer, layerWeights } from '../../src/learning/hidden-layer.ts';
import { plainSteadyState } from '../support/plain-steady-state.ts';

const UNITS = 24;
const INPUTS = 9;
const EXAMPLES = 200;
const INHIBITION = 0.05;
const THRESHOLD = 0.3;
const DELTA = 0.4;
const RANK = 3;

const stream = randomStream(3, 'comparison');
const random = (length: number): Float64Array => Float64Array.from({ length }, () => stream.uniform() - 0.3);
const inputs = random(EXAMPLES * INPUTS);
// The last examples drive no unit.
inputs.fill(0, (EXAMPLES - 20) * INPUTS);
const source = createExampleSource(
  { examples: EXAMPLES, inputs: INPUTS, values: inputs, divisor: 1 },
  'none',
);
const weights = { exact: random(UNITS * INPUTS), ranking: random(UNITS * INPUTS) };
const shape = { units: UNITS, inputs: INPUTS, p: 2, radius: 1, precision: 'f64' } as const;

const exact = {
  layer: createHiddenLayer(weights.exact, shape),
  competition: createExactCompetition(
    UNITS,
    createSteadyState({ units: UNITS, inhibition: INHIBITION }),
    stepActivation(THRESHOLD, DELTA),
  ),
};
const ranking = {
  layer: createHiddenLayer(weights.ranking, shape),
  competition: createRankingCompetition(RANK, DELTA, plainSelection(new Int32Array(UNITS))),
};

/** W·v by its definition (p = 2). */
function plainCurrents(w: Float64Array, example: number): number[] {
  return Array.from({ length: UNITS }, (_, mu) => {
    let sum = 0;
    for (let i = 0; i < INPUTS; i++) sum += w[mu * INPUTS + i] * inputs[example * INPUTS + i];
    return sum;
  });
}

/** A decision by its definition: units by their ranks from 0, and what they do. */
interface PlainDecision {
  readonly winner: number;
  readonly active: readonly number[];
  readonly hebbian: readonly number[];
  readonly antiHebbian: readonly number[];
  /** Units by descending current. */
  readonly order: readonly number[];
}

function orderOf(currents: readonly number[]): number[] {
  return currents.map((_, mu) => mu).sort((a, b) => currents[b] - currents[a] || a - b);
}

function decideExactly(currents: readonly number[]): PlainDecision {
  const active = plainSteadyState(currents, INHIBITION);
  return {
    winner: active.length > 0 ? active[0].unit : -1,
    active: active.map(({ unit }) => unit),
    hebbian: active.filter(({ h }) => h > THRESHOLD).map(({ unit }) => unit),
    antiHebbian: active.filter(({ h }) => h <= THRESHOLD).map(({ unit }) => unit),
    order: orderOf(currents),
  };
}

function decideByRank(currents: readonly number[]): PlainDecision {
  const order = orderOf(currents);
  const [first] = order;
  const pushed = order[RANK - 1];
  return { winner: first, active: [first, pushed], hebbian: [first], antiHebbian: [pushed], order };
}

const examples = Array.from({ length: EXAMPLES }, (_, example) => ({
  exact: decideExactly(plainCurrents(weights.exact, example)),
  ranking: decideByRank(plainCurrents(weights.ranking, example)),
  shortcut: decideByRank(plainCurrents(weights.exact, example)),
}));
const mean = (value: (decisions: (typeof examples)[number]) => number): number =>
  examples.reduce((sum, one) => sum + value(one), 0) / EXAMPLES;
const overlap = (a: readonly number[], b: readonly number[]): number => {
  const union = new Set([...a, ...b]).size;
  return union === 0 ? 1 : a.filter((unit) => b.includes(unit)).length / union;
};
const except = (a: readonly number[], b: readonly number[]): number =>
  a.filter((unit) => !b.includes(unit)).length;

describe('the comparison of two layers agrees with definitions by brute force', () => {
  let found: LayerComparison;
  beforeAll(async () => {
    found = await compareLayers({
      exact,
      ranking,
      inhibition: INHIBITION,
      source,
      onProgress: () => undefined,
    });
  });

  it('on who wins and who learns', () => {
    expect(found.winnerAgreement).toBeCloseTo(
      mean(({ exact: a, ranking: b }) => (a.winner === b.winner ? 1 : 0)),
      12,
    );
    expect(found.hebbianJaccard).toBeCloseTo(
      mean((d) => overlap(d.exact.hebbian, d.ranking.hebbian)),
      12,
    );
    expect(found.antiHebbianJaccard).toBeCloseTo(
      mean((d) => overlap(d.exact.antiHebbian, d.ranking.antiHebbian)),
      12,
    );
    // The case is one in which they differ.
    expect(found.hebbianJaccard).toBeGreaterThan(0.01);
    expect(found.hebbianJaccard).toBeLessThan(0.99);
  });

  for (const algorithm of ['exact', 'ranking'] as const) {
    it(`on what becomes of every rank (${algorithm})`, () => {
      const { ranks, beyond } = found.ranks[algorithm];
      expect(ranks.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      for (const kind of ['active', 'hebbian', 'antiHebbian'] as const) {
        for (const row of ranks) {
          const share = mean((d) => (d[algorithm][kind].includes(d[algorithm].order[row.rank - 1]) ? 1 : 0));
          expect(row[kind]).toBeCloseTo(share, 12);
        }
        const below = mean(
          (d) => d[algorithm].order.slice(10).filter((unit) => d[algorithm][kind].includes(unit)).length,
        );
        expect(beyond[kind]).toBeCloseTo(below, 12);
      }
    });
  }

  it('has a case with active units beyond the tenth rank', () => {
    expect(found.ranks.exact.beyond.active).toBeGreaterThan(0);
  });

  it('on what the shortcut gets wrong under the exact weights', () => {
    const { shortcut } = found;
    // Mathematics: eq. 4 keeps the order of the currents.
    expect(shortcut.winnerAgreement).toBe(1);
    expect(shortcut.silent).toBeCloseTo(
      mean((d) => (d.exact.active.length === 0 ? 1 : 0)),
      12,
    );
    expect(shortcut.silent).toBeGreaterThanOrEqual(0.1);
    for (const kind of ['hebbian', 'antiHebbian'] as const) {
      expect(shortcut[kind].same).toBeCloseTo(
        mean((d) => (overlap(d.exact[kind], d.shortcut[kind]) === 1 ? 1 : 0)),
        12,
      );
      expect(shortcut[kind].extra).toBeCloseTo(
        mean((d) => except(d.shortcut[kind], d.exact[kind])),
        12,
      );
      expect(shortcut[kind].missed).toBeCloseTo(
        mean((d) => except(d.exact[kind], d.shortcut[kind])),
        12,
      );
    }
    const opposite = mean(
      ({ exact: a, shortcut: b }) =>
        a.hebbian.length -
        except(a.hebbian, b.antiHebbian) +
        a.antiHebbian.length -
        except(a.antiHebbian, b.hebbian),
    );
    expect(shortcut.opposite).toBeCloseTo(opposite, 12);
    expect(shortcut.opposite).toBeGreaterThan(0);
  });

  it('on how many units are active as the inhibition varies', () => {
    const { activeByInhibition } = found;
    expect(activeByInhibition.map(({ inhibition }) => inhibition)).toEqual([
      ...[0, INHIBITION, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1, 1.1, 1.2],
    ]);
    for (const { inhibition, meanActive } of activeByInhibition) {
      // From 1 on the largest current alone, if it is positive.
      const expected = Array.from({ length: EXAMPLES }, (_, example) => {
        const currents = plainCurrents(weights.exact, example);
        if (inhibition >= 1) return Math.max(...currents) > 0 ? 1 : 0;
        return plainSteadyState(currents, inhibition).length;
      }).reduce((sum, count) => sum + count, 0);
      expect(meanActive).toBeCloseTo(expected / EXAMPLES, 12);
    }
  });

  it('on cosines and distances of the weights', () => {
    const { match, matchedCosine, weightDistance } = found;
    const row = (w: Float64Array, mu: number): Float64Array => w.subarray(mu * INPUTS, (mu + 1) * INPUTS);
    const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
    const cosine = (mu: number, nu: number): number => {
      const [a, b] = [row(weights.exact, mu), row(weights.ranking, nu)];
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    const sorted = match.map((nu, mu) => cosine(mu, nu)).sort((a, b) => a - b);
    // Nearest rank among 24; rounding of sums of 9 products.
    expect(matchedCosine.p05).toBeCloseTo(sorted[1], 12);
    expect(matchedCosine.median).toBeCloseTo(sorted[11], 12);
    expect(matchedCosine.p95).toBeCloseTo(sorted[22], 12);
    // No exchange of two partners makes the matching better.
    for (let mu = 0; mu < UNITS; mu++) {
      for (let nu = 0; nu < mu; nu++) {
        const now = cosine(mu, match[mu]) + cosine(nu, match[nu]);
        expect(cosine(mu, match[nu]) + cosine(nu, match[mu])).toBeLessThanOrEqual(now + 1e-12);
      }
    }
    const distance = (partner: (mu: number) => number): number => {
      let square = 0;
      for (let mu = 0; mu < UNITS; mu++) {
        const difference = row(weights.exact, mu).map((x, i) => x - row(weights.ranking, partner(mu))[i]);
        square += dot(difference, difference);
      }
      return Math.sqrt(square / dot(weights.exact, weights.exact));
    };
    expect(weightDistance.matched).toBeCloseTo(
      distance((mu) => match[mu]),
      12,
    );
    expect(weightDistance.byIndex).toBeCloseTo(
      distance((mu) => mu),
      12,
    );
  });

  it('and on the sample after an epoch, which leaves the weights as they are', async () => {
    const before = layerWeights(exact.layer);
    const { winners, hebbian, antiHebbian } = await sampleDecisions(exact, source, () => undefined);
    expect(winners).toEqual(examples.map((d) => d.exact.winner));
    expect(hebbian).toEqual(examples.map((d) => d.exact.hebbian));
    expect(antiHebbian).toEqual(examples.map((d) => d.exact.antiHebbian));
    expect(layerWeights(exact.layer)).toEqual(before);
  });
});
