import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../../src/dynamics/certificate.ts';
import { createClosedForm } from '../../src/dynamics/closed-form.ts';
import {
  activitiesWithin,
  countUnstable,
  inhibitionDiagram,
  stableWinners,
} from '../../src/dynamics/inhibition-diagram.ts';
import { basins, inhibitionState, relaxationRates } from '../../src/dynamics/inhibition-states.ts';
import { relax } from '../../src/dynamics/relax.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { RUNS, value } from './cases.ts';
import { allFixedPoints } from './reference.ts';

const currents = fc.array(value, { minLength: 1, maxLength: 7 }).map((values) => Float64Array.from(values));
const positiveCurrents = (units: number, seed: number): Float64Array => {
  const stream = randomStream(seed, 'inhibition diagram');
  return Float64Array.from({ length: units }, () => 0.2 + stream.uniform());
};
/** Sampling is asked for where it is looked at. */
const noSamples = { samples: 0, seed: 0 };

describe('Below w = 1', () => {
  test('a unit is active on one side of its breakpoint and inactive on the other', () => {
    fc.assert(
      fc.property(currents, (given) => {
        const solve = (w: number): number[] => {
          const { count, units } = createClosedForm({ units: given.length, inhibition: w })(given);
          return [...units.subarray(0, count)];
        };
        const { breakpoints } = inhibitionDiagram(given);
        for (const { unit, inhibition: w } of breakpoints) {
          // Several roundings away from the breakpoint.
          const below = w * (1 - 1e-12);
          const beyond = w * (1 + 1e-12);
          if (below < 1) expect(solve(below)).toContain(unit);
          if (beyond < 1) expect(solve(beyond)).not.toContain(unit);
        }
        const positive = [...given.keys()].filter((mu) => given[mu] > 0);
        expect(breakpoints.map(({ unit }) => unit).toSorted((a, b) => a - b)).toEqual(positive);
      }),
      RUNS,
    );
  });

  test('breakpoints fall with the rank, and are those of the formula with c_n', () => {
    const given = positiveCurrents(40, 1);
    const { breakpoints, order } = inhibitionDiagram(given);
    let sum = 0;
    let previous = 1;
    for (const { unit, rank, inhibition } of breakpoints) {
      sum += given[unit];
      expect(unit).toBe(order[rank - 1]);
      expect(inhibition).toBeLessThanOrEqual(previous);
      previous = inhibition;
      // Forty terms, of which the formula takes differences.
      expect(inhibition / (given[unit] / (sum - (rank - 1) * given[unit])) - 1).toBeCloseTo(0, 12);
    }
  });

  test('intervals join from 0 to 1, and their sums give the activities of the closed form', () => {
    const given = positiveCurrents(12, 2);
    const { intervals, order } = inhibitionDiagram(given);
    expect(intervals[0].from).toBe(0);
    expect(intervals.at(-1)?.to).toBe(1);
    intervals.slice(1).forEach(({ from, active }, i) => {
      expect(from).toBe(intervals[i].to);
      expect(active).toBeLessThan(intervals[i].active);
    });
    for (const { from, to, active, sum } of intervals) {
      const w = (from + to) / 2;
      const set = createClosedForm({ units: 12, inhibition: w })(given);
      expect([...set.units.subarray(0, set.count)]).toEqual([...order.subarray(0, active)]);
      const drive = (w * sum) / (1 + w * (active - 1));
      for (let n = 0; n < active; n++) {
        // Divided by 1 − w, of which the last interval leaves a tenth or so.
        expect(set.activity[n]).toBeCloseTo((given[order[n]] - drive) / (1 - w), 12);
      }
    }
  });

  test('two units in closed form: the weaker one leaves at w = I₂/I₁', () => {
    expect(inhibitionDiagram(Float64Array.of(0.5, 2)).breakpoints).toEqual([
      { unit: 1, rank: 1, inhibition: 1 },
      { unit: 0, rank: 2, inhibition: 0.25 },
    ]);
  });

  test('tied units leave together, at w = 1 where no unit is larger', () => {
    const { breakpoints, intervals } = inhibitionDiagram(Float64Array.of(1, 1, 0.5));
    expect(breakpoints.map(({ inhibition }) => inhibition)).toEqual([1, 1, 1 / 3]);
    expect(intervals.map(({ active }) => active)).toEqual([3, 2]);
  });

  test('without a positive current nothing is ever active', () => {
    const diagram = inhibitionDiagram(Float64Array.of(-1, 0));
    expect(diagram).toMatchObject({ breakpoints: [], winners: [] });
    expect(diagram.intervals).toEqual([{ from: 0, to: Infinity, active: 0, sum: 0 }]);
    expect(countUnstable(diagram, 2, 10)).toEqual({ bySize: [0, 0], total: 0 });
  });
});

describe('Above w = 1', () => {
  const aboveOne = fc.constantFrom(1.1, 1.5, 2, 5);
  /** On the edge of existence rounding decides; the oracle asks for signs to rounding too. */
  const clear = (given: Float64Array, w: number): boolean =>
    [...subsets(given.length)].every((set) => {
      const largest = Math.max(...given);
      const used = set.reduce((sum, mu) => sum + (largest - given[mu]) / largest, 0);
      return Math.abs(used - (1 - 1 / w)) > 1e-6;
    });

  test('winners and unstable states are all fixed points among all sets of active units', () => {
    let many = 0;
    fc.assert(
      fc.property(currents, aboveOne, (given, w) => {
        fc.pre(Math.max(...given) > 0 && clear(given, w));
        const all = allFixedPoints(given, w).map((h) => [...h.keys()].filter((mu) => h[mu] > 0));
        const diagram = inhibitionDiagram(given);
        const alone = all.filter((units) => units.length === 1).map(([unit]) => unit);
        expect(stableWinners(diagram, w).toSorted((a, b) => a - b)).toEqual(alone.toSorted((a, b) => a - b));
        const bySize = all.reduce<number[]>(
          (counts, { length }) => {
            if (length > 1) while (counts.length <= length) counts.push(0);
            if (length > 1) counts[length]++;
            return counts;
          },
          [0, 0],
        );
        const total = bySize.reduce((a, b) => a + b);
        expect(countUnstable(diagram, w, 1000)).toEqual({ bySize, total });
        many = Math.max(many, total);
      }),
      RUNS,
    );
    expect(many).toBeGreaterThan(5);
  });

  test('a winner stays after a push, and an unstable state does not', () => {
    const given = Float64Array.of(1, 0.9, 0.8, 0.2);
    const w = 1.5;
    const diagram = inhibitionDiagram(given);
    expect(stableWinners(diagram, w)).toEqual([0, 1, 2]);
    const stateOf = (active: readonly number[]): Float64Array => {
      const h = activitiesWithin(given, active, w);
      const sum = h.reduce((a, b) => a + b);
      return Float64Array.from(given, (current, mu) => {
        const at = active.indexOf(mu);
        return at < 0 ? current - w * sum : h[at];
      });
    };
    const endOf = (initial: Float64Array): readonly number[] =>
      relax({ currents: given, inhibition: w, initial, method: 'dopri5' }).results[0].active;
    const push = (h: Float64Array, unit: number): Float64Array =>
      h.map((x, mu) => (mu === unit ? x + 1e-3 : x));
    for (const winner of [0, 1, 2]) {
      const state = stateOf([winner]);
      expect(createCertificate(4, w).test(given, state)).toBe(true);
      for (let mu = 0; mu < 4; mu++) expect(endOf(push(state, mu))).toEqual([winner]);
    }
    for (const pair of [
      [0, 1],
      [0, 2],
    ]) {
      for (const unit of pair) expect(endOf(push(stateOf(pair), unit))).toEqual([unit]);
    }
  });

  test('a winner and the unstable state with the largest unit are born together, at w = I₁/I', () => {
    const given = Float64Array.of(1, 0.8);
    const born = inhibitionDiagram(given).winners[1].above;
    expect(born).toBe(1 / 0.8);
    const [first, second] = activitiesWithin(given, [0, 1], born);
    expect(first).toBeCloseTo(0, 14);
    expect(second).toBeCloseTo(0.8, 14);
  });

  test('states beyond the limit are not counted', () => {
    const diagram = inhibitionDiagram(new Float64Array(20).fill(1));
    // All sets of at least two of 20 equal units.
    const all = 2 ** 20 - 20 - 1;
    expect(countUnstable(diagram, 2, all)?.total).toBe(all);
    expect(countUnstable(diagram, 2, all - 1)).toBeNull();
  });
});

/** All non-empty sets of 0 … count − 1. */
function* subsets(count: number): Generator<number[]> {
  for (let mask = 1; mask < 2 ** count; mask++) {
    yield Array.from({ length: count }, (_, i) => i).filter((i) => (mask >> i) % 2 === 1);
  }
}

describe('At one w', () => {
  test('the state is that of the event solver and of an integrator', () => {
    const given = positiveCurrents(9, 3);
    const diagram = inhibitionDiagram(given);
    for (const inhibition of [0, 0.1, 0.5, 0.9, 1, 1.3]) {
      const { activity, energy, stability } = inhibitionState(diagram, inhibition, noSamples);
      for (const [method, tolerance] of [
        ['events', 1e-13],
        // The integrator only decides who is active; the fixed point follows from that.
        ['dopri5', 1e-13],
      ] as const) {
        const [result] = relax({ currents: given, inhibition, method }).results;
        activity.forEach((h, mu) => expect(result.steadyState?.[mu]).toBeCloseTo(h, -Math.log10(tolerance)));
        expect(result.energy).toBeCloseTo(energy, 12);
      }
      expect(stability).toBe('stable');
    }
  });

  test('rates are the eigenvalues of eq. 4 linearized: a disturbance of a mode decays at its rate', () => {
    const [units, active, w] = [5, 3, 0.4];
    const jacobian = (mu: number, nu: number): number => (mu === nu ? -1 : nu < active ? -w : 0);
    // Sum, a difference, and an inactive unit, as left eigenvectors.
    const modes = [
      [1, 1, 1, 0, 0],
      [1, -1, 0, 0, 0],
    ];
    const rates = relaxationRates(units, active, w);
    expect(rates.map(({ modes: count }) => count)).toEqual([1, 2, 2]);
    for (const [k, mode] of modes.entries()) {
      for (let nu = 0; nu < active; nu++) {
        const image = mode.reduce((sum, x, mu) => sum + x * jacobian(mu, nu), 0);
        expect(image).toBeCloseTo(-rates[k].rate * mode[nu], 14);
      }
    }
    expect(rates[2].rate).toBe(1);
  });

  test('exact ties are neutral at w = 1 and unstable above', () => {
    const diagram = inhibitionDiagram(Float64Array.of(1, 1, 0.5));
    const at = (w: number): string => inhibitionState(diagram, w, noSamples).stability;
    expect([0.9, 1, 1.5].map(at)).toEqual(['stable', 'neutral', 'unstable']);
  });
});

test('Random starts are asked for at w ≥ 1, where ends differ, and where there are any', () => {
  const diagram = inhibitionDiagram(Float64Array.of(1, 0.9, 0.3));
  const samples = (inhibition: number, count: number): number | undefined =>
    inhibitionState(diagram, inhibition, { samples: count, seed: 1 }).basins?.samples;
  expect([samples(0.99, 5), samples(1, 5), samples(1.5, 5), samples(1.5, 0)]).toEqual([
    undefined,
    5,
    5,
    undefined,
  ]);
});

describe('Random starts', () => {
  const given = Float64Array.of(1, 0.95, 0.9, 0.3, -0.5);
  const diagram = inhibitionDiagram(given);

  test('lead where an integrator goes from the same starts', () => {
    const stream = randomStream(3, 'inhibition/basins');
    const counts = new Map<number, number>();
    for (let sample = 0; sample < 40; sample++) {
      const initial = Float64Array.from(given, () => stream.uniform());
      const [winner] = relax({ currents: given, inhibition: 2, initial, method: 'tsit5' }).results[0].active;
      counts.set(winner, (counts.get(winner) ?? 0) + 1);
    }
    const found = basins(diagram, 2, { samples: 40, seed: 3 });
    expect(new Map(found.winners.map(({ unit, count }) => [unit, count]))).toEqual(counts);
    expect(found).toMatchObject({ shared: 0, unsolved: 0 });
    expect(counts.size).toBe(3);
  });

  test('end in stable winners only, in one state below w = 1, and in the largest current at w = 1', () => {
    const winners = stableWinners(diagram, 1.2);
    for (const { unit } of basins(diagram, 1.2, { samples: 100, seed: 1 }).winners)
      expect(winners).toContain(unit);
    expect(basins(diagram, 0.5, { samples: 20, seed: 1 })).toMatchObject({ winners: [], shared: 20 });
    expect(basins(diagram, 1, { samples: 20, seed: 1 }).winners).toEqual([{ unit: 0, count: 20 }]);
  });
});
