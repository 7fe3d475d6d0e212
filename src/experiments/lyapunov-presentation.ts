/** One presentation followed step by step, with what L gains in each step, the error of that, and eq. 5. */
import { absolutePower } from '../kernels/power.ts';
import { toSparse } from '../kernels/sparse.ts';
import type { IntegrableActivation } from '../learning/lyapunov-activation.ts';
import { createClaimRule } from '../learning/lyapunov-claims.ts';
import type { Claim, ClaimRule } from '../learning/lyapunov-claims.ts';
import { createOverlapMeter, overlapRate } from '../learning/lyapunov-overlap.ts';
import { createStepPair } from '../ode/step-pair.ts';
import type { Retcode } from '../ode/types.ts';
import type { FollowOptions, LyapunovPresentation } from './lyapunov-types.ts';

/** One step, as the tallies are told of it. Arrays are views that the next step overwrites. */
export interface FollowedStep {
  readonly step: number;
  /** What L gained, by the fine solve, and the error of that. */
  readonly gain: number;
  readonly error: number;
  /** dL/dt at the start of the step, by eq. 5 and from differences of L; `bound` on their difference, or null. */
  readonly rate: number;
  readonly numericRate: number;
  readonly rateBound: number | null;
  /** `[K]` g at the start. */
  readonly activation: Float64Array;
  /** `[K × N]` weights at the start, and at the end by both solves. */
  readonly before: Float64Array;
  readonly coarse: Float64Array;
  readonly fine: Float64Array;
}

/** What is followed. */
export interface FollowProblem extends LyapunovPresentation {
  readonly claim: Claim;
  readonly inhibition: number;
  readonly activation: IntegrableActivation;
}

/** How it ended: with all steps done, with nothing to learn, or at a step that could not be solved. */
export type FollowEnd = 'complete' | 'idle' | Retcode;

/** Gain of L between two states of all units. */
interface Gain {
  readonly value: number;
  /** A bound on rounding and quadrature. */
  readonly error: number;
}

/**
 * Displacement along eq. 2 for differences, relative to the largest weight. Rounding alone would ask for 1e-3; but where p is
 * not even, derivatives of |W|^p jump at W = 0, and few weights are this close to it.
 */
const DISPLACEMENT = 1e-5;
/** Weights closer to 0 than so many displacements of their own are too close. */
const CLEARANCE = 40;
/** A derivative that is not known this well, relative, is not compared. */
const COMPARABLE = 1e-4;
/** Nor is one along a direction that is known worse than this. */
const CERTAIN = 1e-6;

/**
 * Follows eq. 2 by two integrations of all weights per step, each step from the fine end of the one before. The error of
 * a gain is then that of one step: the theorem holds from wherever the step begins.
 * @param onStep told of every step
 * @throws SolveError where the activation is not finite
 */
export function followPresentation(
  problem: FollowProblem,
  options: FollowOptions,
  onStep: (step: FollowedStep) => void,
): FollowEnd {
  const { weights, input } = problem;
  const { p, radius, duration, steps, createField } = options;
  const units = weights.length / input.length;
  const field = createField(p, radius);
  field.present(toSparse(input));
  const rule = createClaimRule(weights, { ...problem, p, units, field });
  const g = new Float64Array(units);
  rule.activations(weights, g);
  if (g.every((one) => one === 0)) return 'idle';
  const pair = createStepPair(rule.rightHandSide, weights.length, {
    ...options,
    duration: duration / steps,
  });
  const measures = createMeasures(rule, { ...options, units, input });
  const before = weights.slice();
  for (let step = 0; step < steps; step++) {
    const retcode = pair.advance(before);
    if (retcode !== 'Success') return retcode;
    const { value: gain, error: rounding } = measures.gain(before, pair.fine);
    rule.activations(before, g);
    onStep({
      step,
      activation: g,
      gain,
      error: rounding + measures.distance(pair.coarse, pair.fine),
      ...measures.rates(before),
      before,
      coarse: pair.coarse,
      fine: pair.fine,
    });
    before.set(pair.fine);
    rule.settle(before);
  }
  return 'complete';
}

interface MeasureOptions extends FollowOptions {
  readonly units: number;
  readonly input: Float64Array;
}

interface Measures {
  /** Σ_μ of what L gains by unit μ between two states, without signs: errors of units must not cancel by chance. */
  readonly distance: (from: Float64Array, to: Float64Array) => number;
  readonly gain: (from: Float64Array, to: Float64Array) => Gain;
  readonly rates: (weights: Float64Array) => Pick<FollowedStep, 'rate' | 'numericRate' | 'rateBound'>;
}

function createMeasures(rule: ClaimRule, { p, radius, units, input }: MeasureOptions): Measures {
  const inputs = input.length;
  const meter = createOverlapMeter(p);
  const rowOf = (weights: Float64Array, mu: number): Float64Array =>
    weights.subarray(mu * inputs, (mu + 1) * inputs);

  let apart = 0;
  const gain = (from: Float64Array, to: Float64Array): Gain => {
    let value = 0;
    let error = 0;
    apart = 0;
    for (let mu = 0; mu < units; mu++) {
      meter.measure(rowOf(from, mu), input);
      const { overlap: start, rounding } = meter;
      meter.measure(rowOf(to, mu), input);
      const part = rule.increment(mu, start, meter.overlap);
      const slope = Math.max(Math.abs(rule.gradient(mu, start)), Math.abs(rule.gradient(mu, meter.overlap)));
      value += part.value;
      apart += Math.abs(part.value);
      error += part.error + slope * (rounding + meter.rounding) + Number.EPSILON * Math.abs(value);
    }
    return { value, error };
  };

  const g = new Float64Array(units);
  const slope = new Float64Array(units * inputs);
  const shifted = [1, 2].map(() => [new Float64Array(units * inputs), new Float64Array(units * inputs)]);

  /** dL/dt by eq. 5: Σ (dL/dQ) g dQ/ds. */
  const expected = (weights: Float64Array): number => {
    rule.activations(weights, g);
    let sum = 0;
    for (let mu = 0; mu < units; mu++) {
      if (g[mu] === 0) continue;
      const w = rowOf(weights, mu);
      meter.measure(w, input);
      sum += rule.gradient(mu, meter.overlap) * g[mu] * overlapRate(w, input, { p, radius, at: meter });
    }
    return sum;
  };

  return {
    gain,
    distance: (from, to) => {
      gain(from, to);
      return apart;
    },
    rates: (weights) => {
      const rate = expected(weights);
      rule.rightHandSide(slope, weights, 0);
      const speed = largestMagnitude(slope);
      if (speed === 0) return { rate, numericRate: 0, rateBound: null };
      // Close to a fixed point eq. 2 itself is a difference of almost equal terms.
      const drive = largestMagnitude(g) * absolutePower(p)(radius) * largestMagnitude(input);
      const uncertainty = (inputs * Number.EPSILON * drive) / speed;
      const delta = (DISPLACEMENT * largestMagnitude(weights)) / speed;
      // Central differences of second and of fourth order: their own difference bounds the error of the better one.
      const [near, far] = shifted.map(([behind, ahead], k) => {
        for (let i = 0; i < weights.length; i++) {
          const shift = (k + 1) * delta * slope[i];
          behind[i] = weights[i] - shift;
          ahead[i] = weights[i] + shift;
        }
        return gain(behind, ahead);
      });
      const second = near.value / (2 * delta);
      const numericRate = (8 * near.value - far.value) / (12 * delta);
      const rounding = (8 * near.error + far.error) / (12 * delta);
      const bound = Math.abs(numericRate - second) + 4 * (rounding + uncertainty * Math.abs(rate));
      const clear =
        p % 2 === 0 || weights.every((w, i) => Math.abs(w) >= CLEARANCE * Math.abs(delta * slope[i]));
      const sure = uncertainty <= CERTAIN && bound <= COMPARABLE * Math.abs(rate);
      const known = clear && sure && Number.isFinite(rate);
      return { rate, numericRate, rateBound: known ? bound : null };
    },
  };
}

function largestMagnitude(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
