/**
 * ODEX, Gragg–Bulirsch–Stoer extrapolation (Hairer, Nørsett, Wanner I, section II.9), from the npm package `odex`
 * 2.0.4: an independent check of the own methods, and a choice at tight tolerances.
 *
 * What the package does not do is done here: it takes plain arrays only, accepts steps that are NaN, has no limit on
 * evaluations, no smallest step, a first step of at least 1e-4 whatever the unit of t, and does not say where it
 * stopped. So it runs in s = (t − t0)/H with H the first step, forward in either direction, and is interrupted by
 * exceptions out of the right-hand side. It allocates, and with dense output (events, output times) takes other steps.
 */
import { Solver, type DenseComponent } from 'odex';
import { largest } from './error-norm.ts';
import { createStartingStep } from './starting-step.ts';
import type { Problem, SteppingCore } from './stepping-core.ts';
import type { Retcode } from './types.ts';
import { blowsUp, smallestStep } from './vanishing-step.ts';
import { worstComponent } from './worst-component.ts';

/** ODEX controls its first step by an error estimate of this order. */
const FIRST_STEP_ORDER = 3;

/** Where a slope was not finite, begin again from the last accepted state with this share of the reach. */
const RETREAT = 0.25;

/** No step of ODEX makes more evaluations than this (nine columns of 2, 6, 10, … and dense output). */
const MOST_EVALUATIONS_PER_STEP = 200;

/** The package ends within so many units in the last place of the end (10 × 2.3e-16). */
const END_ULPS = 16;

/** Evaluations kept back for what follows an accepted step: its slope, for `stopWhen` and for the caller. */
const RESERVED_EVALUATIONS = 2;

/** Thrown out of the right-hand side to get out of the package. */
class Interruption extends Error {
  readonly retcode: 'NonFinite' | 'MaxIters';
  /** How far beyond the last accepted state the right-hand side was evaluated. */
  readonly reach: number;
  constructor(retcode: 'NonFinite' | 'MaxIters', reach: number) {
    super(retcode);
    this.retcode = retcode;
    this.reach = reach;
  }
}

/** Core that runs `odex`. */
export function createOdexCore({ rhs, dimension, options, observer, stats }: Problem): SteppingCore {
  const { rtol, atol, maxSteps, initialStep, maxStep, minStep, bound, stopWhen } = options;
  const maxEvaluations = Math.min(options.maxEvaluations, maxSteps * MOST_EVALUATIONS_PER_STEP);
  const vector = (): Float64Array => new Float64Array(dimension);
  /** Last accepted state and its slope, and the pair that the package is evaluating. */
  const y = vector();
  const slope = vector();
  const argument = vector();
  const value = vector();
  const startingStep = createStartingStep(rhs, dimension, options, FIRST_STEP_ORDER);
  const end = { retcode: 'Success' as Retcode, t: 0, step: 0, error: NaN };

  const evaluate = (t: number): void => {
    rhs(slope, y, t);
    stats.evaluations++;
  };

  /** From the state at `end.t`, in steps that begin with `H`. Throws an Interruption. */
  const integrate = (H: number, t1: number, startSize: number): Retcode => {
    const t0 = end.t;
    const solver = new Solver(dimension);
    solver.relativeTolerance = rtol;
    solver.absoluteTolerance = atol;
    solver.maxSteps = maxSteps - stats.accepted - stats.rejected + 1;
    solver.initialStepSize = 1;
    solver.maxStepSize = Math.min(maxStep, Math.abs(t1 - t0)) / Math.abs(H);
    solver.denseOutput = observer.active();
    const sEnd = (t1 - t0) / H;
    let retcode: Retcode = 'Success';

    const derivative = (s: number, state: readonly number[]): Float64Array => {
      const t = t0 + s * H;
      if (stats.evaluations + RESERVED_EVALUATIONS >= maxEvaluations) throw new Interruption('MaxIters', 0);
      argument.set(state);
      rhs(value, argument, t);
      stats.evaluations++;
      if (Number.isNaN(largest(value))) throw new Interruption('NonFinite', t - end.t);
      for (let i = 0; i < dimension; i++) value[i] *= H;
      return value;
    };

    const accept = (
      sOld: number,
      s: number,
      state: readonly number[],
      dense: DenseComponent | false,
    ): boolean => {
      const tOld = end.t;
      const reachesEnd = s >= sEnd * (1 - END_ULPS * Number.EPSILON);
      const t = reachesEnd ? t1 : t0 + s * H;
      stats.accepted++;
      y.set(state);
      end.t = t;
      end.step = (s - sOld) * H;
      if (dense !== false) {
        const interpolate = (out: Float64Array, theta: number): void => {
          for (let i = 0; i < dimension; i++) out[i] = dense(i, sOld + theta * (s - sOld));
        };
        const cut = observer.observe(tOld, t, y, interpolate);
        if (cut <= 1) {
          if (cut < 1) {
            interpolate(y, cut);
            end.t = tOld + cut * (t - tOld);
          }
          retcode = 'Terminated';
          return false;
        }
      }
      if (largest(y) > bound) {
        retcode = 'Unstable';
      } else if (
        !reachesEnd &&
        Math.abs(end.step) < smallestStep(Math.max(Math.abs(t), Math.abs(t - t0)), minStep)
      ) {
        evaluate(t);
        retcode = blowsUp(y, slope, end.step, startSize, options) ? 'Unstable' : 'DtLessThanMin';
      } else if (stopWhen !== null) {
        evaluate(t);
        if (stopWhen(t, y, slope)) retcode = 'Terminated';
      }
      return retcode === 'Success';
    };

    const result = solver.solve(derivative, 0, Array.from(y), sEnd, (n, sOld, s, state, dense) =>
      n === 1 ? undefined : accept(sOld, s, state, dense),
    );
    stats.rejected += result.nReject;
    if (result.outcome === 1) return 'MaxIters';
    // Neither the outcome nor the state says whether the end was reached: the last accepted step does.
    return result.outcome === 0 && end.t !== t1 ? 'DtLessThanMin' : retcode;
  };

  const firstStep = (t0: number, t1: number): number => {
    const direction = t1 < t0 ? -1 : 1;
    const longest = Math.min(Math.abs(t1 - t0), maxStep);
    if (initialStep > 0) return direction * Math.min(initialStep, longest);
    stats.evaluations++;
    const h = startingStep(y, slope, t0, direction * longest);
    return direction * Math.max(Math.abs(h), smallestStep(t0, minStep));
  };

  const integrateWithRetreats = (t0: number, t1: number): Retcode => {
    const startSize = largest(y);
    let H = firstStep(t0, t1);
    for (;;) {
      end.step = H;
      if (Math.abs(H) < smallestStep(end.t, 0)) {
        evaluate(end.t);
        return blowsUp(y, slope, H, startSize, options) ? 'Unstable' : 'NonFinite';
      }
      try {
        return integrate(H, t1, startSize);
      } catch (thrown) {
        if (!(thrown instanceof Interruption)) throw thrown;
        if (thrown.retcode === 'MaxIters' || stats.accepted + stats.rejected >= maxSteps) return 'MaxIters';
        stats.rejected++;
        H = RETREAT * thrown.reach;
      }
    }
  };

  const run = (y0: Float64Array, t0: number, t1: number): Retcode => {
    stats.evaluations = 0;
    stats.accepted = 0;
    stats.rejected = 0;
    y.set(y0);
    end.t = t0;
    end.step = 0;
    evaluate(t0);
    if (Number.isNaN(largest(y) + largest(slope))) end.retcode = 'NonFinite';
    else if (stopWhen?.(t0, y, slope) === true) end.retcode = 'Terminated';
    else if (t1 === t0) end.retcode = 'Success';
    else end.retcode = maxEvaluations <= RESERVED_EVALUATIONS ? 'MaxIters' : integrateWithRetreats(t0, t1);
    if (stats.accepted > 0) evaluate(end.t);
    return end.retcode;
  };

  return {
    run,
    time: () => end.t,
    state: () => y,
    slope: () => slope,
    // No error estimate leaves the package: the component that moves most, in tolerances, stands in for it.
    ending: () => ({
      ...end,
      worst: worstComponent(end.retcode, { y, z: y, error: slope, slopes: [slope, value] }, options),
    }),
    stiffAt: () => NaN,
  };
}
