/**
 * How far the ways to let h follow the weights are from one another: g frozen, h adiabatic, h by eq. 4 itself (full).
 *
 * What to expect, with κ = τ/τ_L and ε = T/τ_L. Full against adiabatic: for the first few κ after h(0) = 0 the activities are
 * not yet steady, then they lag behind by κ dh/dt; both move the weights by O(κ): order 1 in κ at fixed ε. Frozen
 * against adiabatic: g(h) drifts by O(t) where g is smooth, so the weights differ by O(ε²), a share O(ε) of their change: order
 * 1 in ε. A step does not drift: frozen is adiabatic to rounding until a unit meets a jump, which a share O(ε) of examples
 * does. Frozen against full: the sum of both; as κ → 0 at fixed ε it does not vanish.
 */
import { randomStream } from '../kernels/random.ts';
import type { CoupledPlasticityResults } from '../learning/coupled-plasticity.ts';
import { coupledPlasticity } from '../learning/coupled-plasticity.ts';
import { randomWeights } from '../learning/initial-weights.ts';
import type { SwitchedActivation } from '../learning/switched-activation.ts';

/** A layer and an example. */
export interface CouplingCase {
  /** `[K][N]` */
  readonly weights: readonly Float64Array[];
  /** `[N]` */
  readonly input: Float64Array;
}

/** The rule, and where the couplings are compared. */
export interface CouplingStudy {
  readonly p: number;
  readonly radius: number;
  readonly inhibition: number;
  readonly activation: SwitchedActivation;
  /** ε at which κ varies. */
  readonly presentation: number;
  /** κ = τ/τ_L, ascending. */
  readonly timescales: readonly number[];
  /** ε, ascending. */
  readonly presentations: readonly number[];
}

/** Distances of the weights afterwards, relative to the larger of the two changes; null where a solve failed. */
export interface CaseDistances {
  /** At each κ. */
  readonly fullToAdiabatic: readonly (number | null)[];
  readonly fullToFrozen: readonly (number | null)[];
  /** At each ε. */
  readonly frozenToAdiabatic: readonly (number | null)[];
}

/** Means over all cases in which both couplings were solved. */
export interface MeanDistance {
  /** κ or ε. */
  readonly at: number;
  /** null where no case was solved. */
  readonly distance: number | null;
  /** Cases in which a solve failed. */
  readonly failed: number;
}

/** Tolerances of the solves: distances of 1e-6 are measured to some digits. */
const rtol = 1e-9;
const atol = 1e-12;
/** Distances below are the solvers' own. */
const NOISE = 1e-7;

/** What random cases are like. */
export interface RandomCaseOptions {
  readonly units: number;
  readonly inputs: number;
  readonly p: number;
  readonly radius: number;
  readonly seed: number;
}

/**
 * Layer and example `index` of a series: non-negative weights on the sphere, as units are that have learned from images, and
 * a unit vector of which half the inputs are 0, the others uniform.
 */
export function randomCouplingCase(index: number, options: RandomCaseOptions): CouplingCase {
  const { units, inputs, seed } = options;
  const stream = randomStream(seed, `coupling/${index}`);
  const flat = randomWeights('sphere', { ...options, seed: stream.integer(2 ** 31) }).map(Math.abs);
  const values = Float64Array.from({ length: inputs }, () =>
    stream.uniform() < 0.5 ? 0 : 1 - stream.uniform(),
  );
  const length = Math.hypot(...values);
  return {
    weights: Array.from({ length: units }, (_, mu) => flat.slice(mu * inputs, (mu + 1) * inputs)),
    input: values.map((value) => (length > 0 ? value / length : value)),
  };
}

/** ‖W_a − W_b‖ over the larger of ‖W_a − W‖ and ‖W_b − W‖, Euclidean over the layer; 0 where nothing moved. */
function distance(
  a: CoupledPlasticityResults,
  b: CoupledPlasticityResults,
  { weights }: CouplingCase,
): number | null {
  let apart = 0;
  let changeOfA = 0;
  let changeOfB = 0;
  for (const [mu, before] of weights.entries()) {
    if (!a.results[mu].success || !b.results[mu].success) return null;
    const [after, other] = [a.results[mu].weights, b.results[mu].weights];
    for (let i = 0; i < before.length; i++) {
      apart += (after[i] - other[i]) ** 2;
      changeOfA += (after[i] - before[i]) ** 2;
      changeOfB += (other[i] - before[i]) ** 2;
    }
  }
  return apart === 0 ? 0 : Math.sqrt(apart / Math.max(changeOfA, changeOfB));
}

/** All distances of one case. */
export function compareCouplings(shown: CouplingCase, study: CouplingStudy): CaseDistances {
  const { presentation, timescales, presentations, ...rule } = study;
  const common = { ...rule, ...shown, rtol, atol };
  const frozen = (duration: number): CoupledPlasticityResults =>
    coupledPlasticity({ ...common, duration, coupling: 'frozen', method: 'reduced' });
  const adiabatic = (duration: number): CoupledPlasticityResults =>
    coupledPlasticity({ ...common, duration, coupling: 'adiabatic', method: 'dopri5' });
  const [atRest, following] = [frozen(presentation), adiabatic(presentation)];
  const full = timescales.map((timescale) =>
    coupledPlasticity({ ...common, duration: presentation, coupling: 'full', timescale, method: 'dopri5' }),
  );
  return {
    fullToAdiabatic: full.map((result) => distance(result, following, shown)),
    fullToFrozen: full.map((result) => distance(result, atRest, shown)),
    frozenToAdiabatic: presentations.map((duration) =>
      distance(frozen(duration), adiabatic(duration), shown),
    ),
  };
}

/** Means over the cases of one of their distances. @param at κ or ε of each place */
export function meanDistances(
  at: readonly number[],
  cases: readonly (readonly (number | null)[])[],
): readonly MeanDistance[] {
  return at.map((value, place) => {
    const solved = cases.flatMap((distances) => distances[place] ?? []);
    const mean = solved.reduce((sum, one) => sum + one, 0) / solved.length;
    return { at: value, distance: solved.length === 0 ? null : mean, failed: cases.length - solved.length };
  });
}

/** Order of convergence between two neighbouring points; null where one is missing or lost in the solvers' errors. */
export function localOrder(first: MeanDistance, second: MeanDistance): number | null {
  const [low, high] = [first.distance ?? 0, second.distance ?? 0];
  if (low < NOISE || high < NOISE) return null;
  return Math.log(high / low) / Math.log(second.at / first.at);
}

/** The order towards 0: that of the two smallest `at` that tell; null where there are none. */
export function measuredOrder(means: readonly MeanDistance[]): number | null {
  for (let i = 1; i < means.length; i++) {
    const order = localOrder(means[i - 1], means[i]);
    if (order !== null) return order;
  }
  return null;
}
