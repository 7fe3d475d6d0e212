/**
 * The stepping core: one adaptive loop for every embedded, explicit FSAL pair.
 *
 * All arrays are made once. The loop keeps its numbers in local variables, calls only functions over
 * `Float64Array`s, and lets states change places instead of copying them.
 */
import { createDenseOutput } from './dense-output.ts';
import { largest, measureError } from './error-norm.ts';
import { addCombination } from './linear-combination.ts';
import { createScheme } from './scheme.ts';
import { createStartingStep } from './starting-step.ts';
import { growthFactor, shrinkFactor, SMALLEST_REMEMBERED_ERROR } from './step-control.ts';
import { GOES_ON } from './step-observer.ts';
import type { Problem, SteppingCore } from './stepping-core.ts';
import { createStiffnessTest } from './stiffness.ts';
import type { Tableau } from './tableau.ts';
import type { Retcode } from './types.ts';
import { blowsUp, smallestStep } from './vanishing-step.ts';
import { worstComponent } from './worst-component.ts';

/** A step this much longer than the controller's is taken if it ends the interval: no tiny last step. */
const LAST_STEP_STRETCH = 1.01;

/** Core for `tableau`. */
export function createRungeKuttaCore(tableau: Tableau, problem: Problem): SteppingCore {
  const { rhs, dimension, options, observer, stats } = problem;
  const { maxSteps, maxEvaluations, initialStep, maxStep, minStep, bound, stopWhen } = options;
  const q = tableau.errorOrder;
  const scheme = createScheme(tableau);
  const { weights, stages } = scheme;
  const nodes = Float64Array.from(tableau.nodes);
  const last = stages.length;

  const vector = (): Float64Array => new Float64Array(dimension);
  const zeros = vector();
  const error = vector();
  const stage = vector();
  let y = vector();
  let z = vector();
  const k = Array.from({ length: last + 1 }, vector);
  const scaled = new Float64Array(weights.length);
  const norms = new Float64Array(2);
  const dense = createDenseOutput(scheme, dimension);
  const startingStep = createStartingStep(rhs, dimension, options, q);
  const stiffness = createStiffnessTest(scheme, dimension);

  const end = { retcode: 'Success' as Retcode, t: 0, step: 0, error: NaN };
  const finish = (retcode: Retcode, t: number, step: number, relativeError: number): Retcode => {
    end.retcode = retcode;
    end.t = t;
    end.step = step;
    end.error = relativeError;
    return retcode;
  };

  /** The step y → z of length h to tNew, its error estimate, and the norms of both. */
  const attempt = (t: number, h: number, tNew: number): void => {
    for (let i = 0; i < weights.length; i++) scaled[i] = h * weights[i];
    for (let s = 0; s < last - 1; s++) {
      addCombination(stage, y, scaled, k, stages[s]);
      rhs(k[s + 1], stage, t + nodes[s + 1] * h);
    }
    addCombination(z, y, scaled, k, stages[last - 1]);
    rhs(k[last], z, tNew);
    stats.evaluations += last;
    addCombination(error, zeros, scaled, k, scheme.error);
    measureError(norms, error, y, z, options);
  };

  /** Why a step became too small; `h` is the last one tried. */
  const tooSmall = (t: number, h: number, relativeError: number, startSize: number): Retcode => {
    const stuck = stats.rejected > 0 && !Number.isFinite(relativeError) ? 'NonFinite' : 'DtLessThanMin';
    return finish(blowsUp(y, k[0], h, startSize, options) ? 'Unstable' : stuck, t, h, relativeError);
  };

  const firstStep = (t0: number, t1: number): number => {
    const direction = t1 < t0 ? -1 : 1;
    if (initialStep > 0) return direction * initialStep;
    stats.evaluations++;
    const longest = direction * Math.min(Math.abs(t1 - t0), maxStep);
    const h = startingStep(y, k[0], t0, longest);
    return direction * Math.max(Math.abs(h), smallestStep(t0, minStep));
  };

  /** Cuts the accepted step y → z short, at the fraction `theta` and time `t` of a terminal event. */
  const cutStep = (theta: number, t: number): void => {
    dense.interpolate(stage, theta);
    z.set(stage);
    rhs(k[last], z, t);
    stats.evaluations++;
  };

  /** z becomes the state, and its slope the first stage of the next step. */
  const changePlaces = (): void => {
    const state = y;
    y = z;
    z = state;
    const slope = k[0];
    k[0] = k[last];
    k[last] = slope;
  };

  const integrate = (t0: number, t1: number, startSize: number): Retcode => {
    const direction = t1 < t0 ? -1 : 1;
    let t = t0;
    let h = firstStep(t0, t1);
    let tried = h;
    let relativeError = NaN;
    let previousError = SMALLEST_REMEMBERED_ERROR;
    let rejected = false;
    for (;;) {
      const spent = stats.accepted + stats.rejected >= maxSteps || stats.evaluations + last > maxEvaluations;
      if (spent) return finish('MaxIters', t, tried, relativeError);
      if (Math.abs(h) > maxStep) h = direction * maxStep;
      const reachesEnd = (t + LAST_STEP_STRETCH * h - t1) * direction >= 0;
      if (reachesEnd) h = t1 - t;
      else if (Math.abs(h) < smallestStep(t, minStep)) {
        return tooSmall(t, tried, relativeError, startSize);
      }
      const tNew = reachesEnd ? t1 : t + h;
      attempt(t, h, tNew);
      tried = h;
      relativeError = norms[0];
      // Written so that NaN is rejected.
      if (!(relativeError <= 1)) {
        stats.rejected++;
        h *= shrinkFactor(relativeError, q);
        rejected = true;
        continue;
      }
      stats.accepted++;
      stiffness.look(tNew, stats.accepted, k, scaled);
      let cut = GOES_ON;
      if (observer.active()) {
        dense.attach(y, z, k, scaled, h);
        cut = observer.observe(t, tNew, z, dense.interpolate);
      }
      t = cut < 1 ? t + cut * (tNew - t) : tNew;
      if (cut < 1) cutStep(cut, t);
      changePlaces();
      if (cut <= 1) return finish('Terminated', t, tried, relativeError);
      if (norms[1] > bound) return finish('Unstable', t, tried, relativeError);
      if (stopWhen?.(t, y, k[0]) === true) return finish('Terminated', t, tried, relativeError);
      if (reachesEnd) return finish('Success', t, tried, relativeError);
      const factor = growthFactor(relativeError, previousError, q);
      h *= rejected ? Math.min(1, factor) : factor;
      previousError = Math.max(relativeError, SMALLEST_REMEMBERED_ERROR);
      rejected = false;
    }
  };

  const run = (y0: Float64Array, t0: number, t1: number): Retcode => {
    stats.accepted = 0;
    stats.rejected = 0;
    stiffness.begin();
    y.set(y0);
    rhs(k[0], y, t0);
    stats.evaluations = 1;
    const startSize = largest(y);
    if (Number.isNaN(startSize + largest(k[0]))) return finish('NonFinite', t0, 0, NaN);
    if (stopWhen?.(t0, y, k[0]) === true) return finish('Terminated', t0, 0, NaN);
    if (t1 === t0) return finish('Success', t0, 0, NaN);
    return maxEvaluations < 2 ? finish('MaxIters', t0, 0, NaN) : integrate(t0, t1, startSize);
  };

  return {
    run,
    time: () => end.t,
    state: () => y,
    slope: () => k[0],
    ending: () => ({ ...end, worst: worstComponent(end.retcode, { y, z, error, slopes: k }, options) }),
    stiffAt: stiffness.met,
  };
}
