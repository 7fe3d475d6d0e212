/**
 * One example under the lens: what eq. 4 makes of its currents, who learns, what eq. 2 does to their weights and how L
 * grows. The numbers are those of `relax`, `plasticity` and `train`, because the functions are theirs.
 */
import { relax } from '../src/dynamics/relax.ts';
import type { RelaxResult } from '../src/dynamics/relax.ts';
import { activityCourse } from '../src/experiments/activity-course.ts';
import type { ActivityCourse } from '../src/experiments/activity-course.ts';
import { presentationGrowth } from '../src/experiments/presentation-growth.ts';
import type { PresentationGrowth } from '../src/experiments/presentation-growth.ts';
import { createCompetition } from '../src/experiments/training.ts';
import { plainSelection } from '../src/kernels/selection.ts';
import { createSparseVector } from '../src/kernels/sparse.ts';
import type { SparseVector } from '../src/kernels/sparse.ts';
import { createOverlapMeter } from '../src/learning/lyapunov-overlap.ts';
import { plasticity } from '../src/learning/plasticity.ts';
import type { PlasticityResult, PlasticityResults } from '../src/learning/plasticity.ts';
import { learningOptions, RADIUS } from './settings.ts';
import type { Settings } from './settings.ts';

/** Weights and an input. */
export interface Specimen {
  /** `[K × N]`. */
  readonly weights: Float64Array;
  /** `[N]` v. */
  readonly input: Float64Array;
  readonly settings: Settings;
}

/** A unit with g ≠ 0, before and after the presentation. */
export interface PulledUnit {
  readonly unit: number;
  readonly g: number;
  /** Σ|W|^p before. */
  readonly normBefore: number;
  readonly result: PlasticityResult;
}

/** Who learns, and whether eq. 4 was solved. */
export interface Learners {
  /** Units with g ≠ 0, the winner first. */
  readonly units: readonly number[];
  /** `[K]` g. */
  readonly activation: Float64Array;
}

/** All that the page shows of one example. */
export interface LensView {
  /** `[K]` I. */
  readonly currents: Float64Array;
  /** Eq. 4 by events, to the steady state. */
  readonly relaxed: RelaxResult;
  /** h(t) of all units; null where eq. 4 does not come to rest. */
  readonly course: ActivityCourse | null;
  readonly learners: Learners;
  readonly pulled: readonly PulledUnit[];
  /** L along the presentation; null where nothing learns or a unit diverges. */
  readonly growth: PresentationGrowth | null;
  /** L = Σ g Q at the start of the presentation. */
  readonly lyapunov: number;
  /** What the other algorithm would do: units with g > 0 and with g < 0. */
  readonly other: { readonly pulled: readonly number[]; readonly pushed: readonly number[] };
}

/** Row μ of the weights, a view. */
function rowOf({ weights, input }: Pick<Specimen, 'weights' | 'input'>, mu: number): Float64Array {
  return weights.subarray(mu * input.length, (mu + 1) * input.length);
}

function sparseOf(input: Float64Array): SparseVector {
  const vector = createSparseVector(input.length);
  input.forEach((value, i) => {
    if (value === 0) return;
    vector.index[vector.length] = i;
    vector.value[vector.length++] = value;
  });
  return vector;
}

/** I_μ = Σ_i sgn(W_μi)|W_μi|^(p−1) v_i, `[K]`. */
export function inputCurrents(specimen: Specimen): Float64Array {
  const { weights, input, settings } = specimen;
  const { index, value, length } = sparseOf(input);
  const v = value.subarray(0, length);
  const w = new Float64Array(length);
  const meter = createOverlapMeter(settings.p);
  return Float64Array.from({ length: weights.length / input.length }, (_, mu) => {
    const row = rowOf(specimen, mu);
    for (let j = 0; j < length; j++) w[j] = row[index[j]];
    return meter.currentOf(w, v);
  });
}

/** Eq. 4 for the currents: what `relax --method events` prints. */
export function relaxed(currents: Float64Array, { inhibition }: Settings): RelaxResult {
  return relax({ currents, inhibition, method: 'events' }).results[0];
}

/** g of every unit, as in training. */
export function decide(currents: Float64Array, settings: Settings): Learners {
  const compete = createCompetition(
    learningOptions(settings),
    plainSelection(new Int32Array(currents.length)),
  );
  const { count, units, activation } = compete(currents);
  const g = new Float64Array(currents.length);
  for (let i = 0; i < count; i++) g[units[i]] = activation[i];
  return { units: Array.from(units.subarray(0, count)), activation: g };
}

/** Eq. 2 for some units: what `plasticity` prints for their rows. */
export function present(
  specimen: Specimen,
  { units, activation }: { readonly units: readonly number[]; readonly activation: ArrayLike<number> },
): PlasticityResults {
  const { input, settings } = specimen;
  return plasticity({
    weights: units.map((mu) => rowOf(specimen, mu)),
    input,
    activation: units.map((mu) => activation[mu]),
    p: settings.p,
    radius: RADIUS,
    duration: settings.presentation,
  });
}

function pull(specimen: Specimen, learners: Learners): PulledUnit[] {
  if (learners.units.length === 0) return [];
  const meter = createOverlapMeter(specimen.settings.p);
  return present(specimen, learners).results.map((result, i) => {
    const unit = learners.units[i];
    meter.measure(rowOf(specimen, unit), specimen.input);
    return { unit, g: learners.activation[unit], normBefore: meter.norm, result };
  });
}

/** L = Σ_μ g_μ Q_μ, claim (ii): g as it is at the start. */
export function lyapunovOf(specimen: Specimen, { units, activation }: Learners): number {
  const meter = createOverlapMeter(specimen.settings.p);
  return units.reduce((sum, mu) => {
    meter.measure(rowOf(specimen, mu), specimen.input);
    return sum + activation[mu] * meter.overlap;
  }, 0);
}

/** Looks at one example. */
export function look(specimen: Specimen): LensView {
  const { input, settings } = specimen;
  const currents = inputCurrents(specimen);
  const learners = decide(currents, settings);
  const other = decide(currents, {
    ...settings,
    algorithm: settings.algorithm === 'exact' ? 'ranking' : 'exact',
  });
  const learning = learners.units.map((unit) => ({ unit, g: learners.activation[unit] }));
  const growth = presentationGrowth(
    learning,
    { weightsOf: (unit) => rowOf(specimen, unit).slice(), input: sparseOf(input) },
    { p: settings.p, radius: RADIUS, duration: settings.presentation },
  );
  return {
    currents,
    relaxed: relaxed(currents, settings),
    course: activityCourse(currents, { inhibition: settings.inhibition, mostFollowed: currents.length }),
    learners,
    pulled: pull(specimen, learners),
    growth,
    lyapunov: lyapunovOf(specimen, learners),
    other: {
      pulled: other.units.filter((unit) => other.activation[unit] > 0),
      pushed: other.units.filter((unit) => other.activation[unit] < 0),
    },
  };
}
