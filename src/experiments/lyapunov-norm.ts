/**
 * The norm law of eq. 2 along followed steps: dP/ds = p I (R^p − P) for P = ⟨W,W⟩, and its solution
 * P = R^p M / (R^p + M − M(0)) with M = Σ|W₀ + ρv|^p, ρ from the exact flow.
 */
import { absolutePower, signedPower } from '../kernels/power.ts';
import { toSparse } from '../kernels/sparse.ts';
import { createReducedFlow } from '../learning/reduced-flow.ts';
import { createAgreementTally } from './lyapunov-tallies.ts';
import type { FollowedStep } from './lyapunov-presentation.ts';
import type { FollowOptions, NormReport } from './lyapunov-types.ts';

/** Checks steps with frozen g. */
export interface NormCheck {
  /** @param input `[N]` */
  readonly add: (step: FollowedStep, input: Float64Array) => void;
  readonly report: () => NormReport;
}

/** Roundings of a term of P and of its derivative. */
const TERM_ROUNDINGS = 16;

/** A check for one p. */
export function createNormCheck(options: FollowOptions): NormCheck {
  const { p, radius, duration, steps, rtol, atol, createField } = options;
  const rate = createAgreementTally();
  const law = createAgreementTally();
  const field = createField(p, radius);
  const flow = createReducedFlow(p, radius);
  const power = absolutePower(p);
  const signed = signedPower(p);
  const radiusPower = absolutePower(p)(radius);
  const normOf = (w: Float64Array): number => w.reduce((sum, value) => sum + power(value), 0);

  /** dP/ds by the chain rule from what eq. 2 says, against the law. */
  const checkRate = (w: Float64Array, input: Float64Array): void => {
    const slope = new Float64Array(w.length);
    field.rightHandSide(slope, w, 0);
    let derivative = 0;
    let current = 0;
    let size = 0;
    for (let i = 0; i < w.length; i++) {
      const gradient = signed(w[i]);
      derivative += p * gradient * slope[i];
      current += gradient * input[i];
      size += p * Math.abs(gradient) * (Math.abs(radiusPower * input[i]) + Math.abs(slope[i]));
    }
    const norm = normOf(w);
    const relative = (w.length + TERM_ROUNDINGS) * Number.EPSILON;
    const bound = relative * (size + p * Math.abs(current) * (radiusPower + norm));
    rate.add(derivative, p * current * (radiusPower - norm), bound);
  };

  const checkLaw = (
    { before, coarse, fine }: Pick<FollowedStep, 'before' | 'coarse' | 'fine'>,
    input: Float64Array,
    g: number,
  ): void => {
    const vector = toSparse(input);
    const { index, value, length } = vector;
    const w = Float64Array.from(index.subarray(0, length), (i) => before[i]);
    // An integrator's own estimate does not see the kink of |W|^(p−1) at W = 0.
    const kinked = p % 2 !== 0 && before.some((one, i) => input[i] !== 0 && one * fine[i] <= 0);
    if (kinked || !flow.present(w, value, length, (g * duration) / steps)) {
      law.add(0, 0, null);
      return;
    }
    const start = normOf(before);
    const moved = normOf(before.map((one, i) => one + flow.rho * input[i]));
    const expected = (radiusPower * moved) / (radiusPower + moved - start);
    const found = normOf(fine);
    const rounding = (before.length + TERM_ROUNDINGS) * Number.EPSILON * (found + start + moved);
    // Where R^p + M − M(0) is small, far outside the sphere, rounding of M is magnified.
    const magnified = rounding * Math.max(1, expected / moved, expected / radiusPower);
    // Term by term, so that nothing cancels by chance; and no solve is counted on to be better than was asked for.
    const apart = fine.reduce((sum, one, i) => {
      const error = Math.max(Math.abs(one - coarse[i]), atol + rtol * Math.abs(one));
      return sum + p * Math.abs(signed(one)) * error;
    }, 0);
    const bound = apart + magnified;
    // Nothing is left of R^p beside M far outside the sphere.
    law.add(found, expected, Number.isFinite(bound) && Number.isFinite(expected) ? bound : null);
  };

  return {
    add: (step, input) => {
      const { activation } = step;
      field.present(toSparse(input));
      const inputs = input.length;
      for (let mu = 0; mu < activation.length; mu++) {
        if (activation[mu] === 0) continue;
        const rowOf = (weights: Float64Array): Float64Array =>
          weights.subarray(mu * inputs, (mu + 1) * inputs);
        const [before, coarse, fine] = [step.before, step.coarse, step.fine].map(rowOf);
        checkRate(before, input);
        checkLaw({ before, coarse, fine }, input, activation[mu]);
      }
    },
    report: () => ({ p, rate: rate.agreement(), law: law.agreement() }),
  };
}
