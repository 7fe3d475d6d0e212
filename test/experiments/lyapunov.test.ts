import { describe, expect, test } from 'vitest';
import { hiddenDynamics } from '../../src/dynamics/hidden-dynamics.ts';
import { createAgreementTally, createFallTally } from '../../src/experiments/lyapunov-tallies.ts';
import { LYAPUNOV_DEFAULTS } from '../../src/experiments/lyapunov-defaults.ts';
import type { LyapunovOptions } from '../../src/experiments/lyapunov-defaults.ts';
import { verifyLyapunov } from '../../src/experiments/lyapunov.ts';
import type { LyapunovEquations } from '../../src/experiments/lyapunov.ts';
import { lyapunovProblem } from '../../src/experiments/lyapunov-problem.ts';
import type { LyapunovResult } from '../../src/experiments/lyapunov-types.ts';
import { createPlasticityField } from '../../src/learning/plasticity-field.ts';
import type { PlasticityField } from '../../src/learning/plasticity-field.ts';

const small = { presentations: 3, steps: 20, inhibition: [0.2, 1.5] };

async function verify(
  options: Partial<LyapunovOptions>,
  equations: LyapunovEquations = {},
): Promise<LyapunovResult> {
  const all = { ...LYAPUNOV_DEFAULTS, ...options };
  const problem = lyapunovProblem({ ...all, weights: null, source: null });
  return await verifyLyapunov(problem, all, { onProgress: () => Promise.resolve(), equations });
}

describe('With the equations of the paper', () => {
  test('(i) and (ii) hold for every p > 1, and eq. 5, the norm law and the energy with them', async () => {
    const { report, traces } = await verify({ ...small, p: [1.5, 2, 2.5, 3, 4, 6], claims: ['i', 'ii'] });
    expect(report.failures).toEqual([]);
    expect(report).toMatchObject({ holds: true, steps: { iii: 0 } });
    // Six p, two activations, three presentations of 20 steps; for (ii) two inhibitions. Few are idle.
    expect(report.steps.i).toBeGreaterThan(0.8 * 6 * 2 * 3 * 20);
    expect(report.steps.ii).toBeGreaterThan(0.8 * 2 * 6 * 2 * 3 * 20);
    for (const { eq5, steps, unfinished, p } of report.claims) {
      expect(unfinished).toBe(0);
      // What is skipped is near a kink, or in the end almost at rest.
      if (p % 2 === 0) expect(eq5.compared).toBeGreaterThan(0.9 * steps);
      expect(eq5.largest).toBeLessThan(1e-5);
    }
    for (const { rate, law } of report.norm) expect(rate.compared + law.compared).toBeGreaterThan(200);
    for (const { steps } of report.energy) expect(steps).toBe(2 * 3 * 30);
    expect(traces).toHaveLength(report.claims.length);
  });

  test('they hold, too, where L is at its end and moves by rounding alone', async () => {
    const { report } = await verify({ ...small, p: [1.5, 2, 3], claims: ['i', 'ii'], duration: 60 });
    expect(report.failures).toEqual([]);
    const decreases = report.claims.reduce((sum, one) => sum + one.decreases, 0);
    // Rounding goes both ways.
    expect(decreases).toBeGreaterThan(10);
  });

  test('(iii) falls, is not called a theorem, and does not fail the verification', async () => {
    const { report, traces } = await verify({
      p: [6],
      inhibition: [0.2],
      activation: ['step'],
      claims: ['iii'],
    });
    const [{ theorem, monotone, violations, violated, largest }] = report.claims;
    expect({ theorem, monotone, holds: report.holds }).toEqual({
      theorem: false,
      monotone: false,
      holds: true,
    });
    expect(violations).toBeGreaterThan(0);
    expect(violated).toBeGreaterThan(0);
    expect(largest?.ratio).toBeGreaterThan(1e3);
    const gains = traces[0]?.gains ?? [];
    expect(gains.some((gain, k) => k > 0 && gain < gains[k - 1])).toBe(true);
  });

  test('L along a trace is the integral of eq. 5', async () => {
    const { traces } = await verify({ ...small, steps: 200, p: [2, 4], claims: ['ii'] });
    for (const trace of traces) {
      if (trace === null) continue;
      const { times, gains, rates } = trace;
      let integral = 0;
      for (let k = 2; k < rates.length; k += 2) {
        integral += ((times[k] - times[k - 2]) / 6) * (rates[k - 2] + 4 * rates[k - 1] + rates[k]);
        // Simpson's rule over intervals of 0.02, in which the rate changes by a few percent.
        expect(Math.abs(gains[k] - integral)).toBeLessThan(1e-5 * Math.abs(gains[k]));
      }
    }
  });

  test('p = 1 has no theorem: L falls there in (i), and the verification does not fail', async () => {
    const options = {
      p: [1],
      claims: ['i'],
      activation: ['h < 0 ? 1 : (h < 1.05 ? -1 : 0)'],
      presentations: 1,
      duration: 0.02,
      steps: 1,
    } as const;
    const all = { ...LYAPUNOV_DEFAULTS, ...options };
    const problem = {
      units: 1,
      inputs: 2,
      present: () => ({ weights: Float64Array.of(-0.01, 0.99), input: Float64Array.of(1, 0.1) }),
    };
    const { report } = await verifyLyapunov(problem, all, { onProgress: () => Promise.resolve() });
    expect(report.claims[0]).toMatchObject({ theorem: false, violations: 1 });
    // Q jumps from −0.9 to 1.1 (test/from-paper/lyapunov-function.test.ts): G from −0.9 to −1.05.
    expect(report.claims[0].largest?.amount).toBeCloseTo(0.15, 12);
    expect(report.holds).toBe(true);
  });
});

/** A field changed after it was computed. */
function changed(
  change: (slope: Float64Array, w: Float64Array, honest: PlasticityField) => void,
): LyapunovEquations {
  return {
    createField: (p, radius) => {
      const honest = createPlasticityField(p, radius);
      return {
        present: honest.present,
        rightHandSide: (slope, w, t) => {
          honest.rightHandSide(slope, w, t);
          change(slope, w, honest);
        },
      };
    },
  };
}

describe('A wrong sign put in on purpose is caught', () => {
  test('in all of eq. 2: L falls', async () => {
    const wrong = changed((slope) => slope.forEach((x, i) => (slope[i] = -x)));
    const { report } = await verify({ ...small, p: [2, 4] }, wrong);
    expect(report.holds).toBe(false);
    const falling = report.failures.filter((line) => line.includes('L fell beyond its numerical error'));
    expect(falling.some((line) => line.startsWith('claim i,'))).toBe(true);
    expect(falling.some((line) => line.startsWith('claim ii,'))).toBe(true);
    expect(report.failures.some((line) => line.includes('not what eq. 5 says'))).toBe(true);
  });

  test('in the decay −⟨W,v⟩ W alone: Q does not feel it, but the norm law does', async () => {
    const wrong: LyapunovEquations = {
      createField: (p, radius) => {
        const honest = createPlasticityField(p, radius);
        // Without the drive R^p v what is left is −⟨W,v⟩ W.
        const decay = createPlasticityField(p, 0);
        return {
          present: (vector) => {
            honest.present(vector);
            decay.present(vector);
          },
          rightHandSide: (slope, w, t) => {
            const away = new Float64Array(w.length);
            decay.rightHandSide(away, w, t);
            honest.rightHandSide(slope, w, t);
            for (let i = 0; i < w.length; i++) slope[i] -= 2 * away[i];
          },
        };
      },
    };
    const { report } = await verify({ ...small, p: [2, 4], claims: ['ii'], duration: 0.5 }, wrong);
    expect(report.holds).toBe(false);
    expect(report.claims.every(({ violations }) => violations === 0)).toBe(true);
    expect(report.failures.some((line) => line.startsWith('norm law, p = 4: dP/ds is not'))).toBe(true);
    expect(report.failures.some((line) => line.startsWith('norm law, p = 2: P is not'))).toBe(true);
  });

  test('in one weight of eq. 2: eq. 5 disagrees', async () => {
    const wrong = changed((slope) => (slope[0] = -slope[0]));
    const { report } = await verify({ ...small, p: [4], claims: ['ii'] }, wrong);
    expect(report.failures.some((line) => line.includes('not what eq. 5 says'))).toBe(true);
  });

  test('in the inhibition of eq. 4: the energy rises', async () => {
    const createHiddenField: LyapunovEquations['createHiddenField'] = (currents, { inhibition }) =>
      hiddenDynamics(currents, { inhibition: -inhibition });
    const { report } = await verify(
      { ...small, p: [4], claims: ['i'], activation: ['h'] },
      { createHiddenField },
    );
    expect(report.failures.some((line) => line.startsWith('energy of eq. 4, w_inh = 1.5: it rose'))).toBe(
      true,
    );
  });
});

describe('Tallies', () => {
  test('a fall within its error is a decrease, beyond it a violation, and NaN both', () => {
    const tally = createFallTally();
    const at = { presentation: 0, step: 0 };
    expect(tally.add(1, 0, at)).toBe(false);
    expect(tally.add(-1, 2, at)).toBe(false);
    expect(tally.add(-2, 1, { presentation: 3, step: 4 })).toBe(true);
    expect(tally.count()).toEqual({
      steps: 3,
      decreases: 2,
      violations: 1,
      largest: { amount: 2, error: 1, ratio: 2, presentation: 3, step: 4 },
    });
    expect(tally.add(NaN, 1, at)).toBe(true);
  });

  test('a comparison is skipped, passed or failed by its bound', () => {
    const tally = createAgreementTally();
    tally.add(1, 2, null);
    tally.add(1, 1.01, 0.1);
    tally.add(1, 2, 0.1);
    tally.add(NaN, 1, 0.1);
    expect(tally.agreement()).toMatchObject({ compared: 3, skipped: 1, disagreements: 2 });
  });
});
