/**
 * Eq. 2 for one input and some units, with the activation g constant during the presentation: what the command
 * `plasticity` returns.
 */
import { ArgumentError, ShapeError } from '../errors.ts';
import { absolutePower, signedPower } from '../kernels/power.ts';
import type { SparseVector } from '../kernels/sparse.ts';
import { toSparse } from '../kernels/sparse.ts';
import { createIntegrator } from '../ode/integrator.ts';
import type { Method, Retcode, SolveStats } from '../ode/types.ts';
import { createPlasticityField } from './plasticity-field.ts';
import { createReducedFlow } from './reduced-flow.ts';

/** `reduced`: exact on the line W₀ + ρv; an integrator of `src/ode` on all N weights; or one Euler step. */
export type PlasticityMethod = 'reduced' | 'euler' | Method;

/** One presentation. Defaults in parentheses. */
export interface PlasticityOptions {
  /** `[N]` or `[K][N]`, W at the start. */
  readonly weights: ArrayLike<number> | readonly ArrayLike<number>[];
  /** `[N]` input v, of either sign. */
  readonly input: ArrayLike<number>;
  /** g, one number for all units or `[K]`; of either sign. */
  readonly activation: number | ArrayLike<number>;
  /** ε = T/τ_L ≥ 0, length of the presentation. */
  readonly duration: number;
  /** Lebesgue norm p ≥ 1 (4). */
  readonly p?: number;
  /** R > 0 (1). */
  readonly radius?: number;
  readonly method?: PlasticityMethod; // ('reduced')
  /** Tolerances of the integrators (1e-6, 1e-9). */
  readonly rtol?: number;
  readonly atol?: number;
}

/** One unit after the presentation. */
export interface PlasticityResult {
  /** `Success`; `Unstable`: |W| grew beyond all bounds; else what the integrator says. */
  readonly retcode: Retcode;
  readonly success: boolean;
  readonly message: string;
  /** `[N]`; where the solve failed, those before the presentation. */
  readonly weights: Float64Array;
  /** Σ|W|^p. */
  readonly norm: number;
  /** W = α (W₀ + ρ v); null where the method has no ρ, or failed. */
  readonly rho: number | null;
  /** Learning clock s* = g t/τ_L at which |W| → ∞ (`reduced` only); null when it does not within the presentation. */
  readonly blowUpAt: number | null;
  readonly stats: Readonly<SolveStats>;
}

/** Results for all units. */
export interface PlasticityResults {
  readonly method: PlasticityMethod;
  readonly p: number;
  readonly radius: number;
  readonly duration: number;
  readonly results: readonly PlasticityResult[];
}

/** Finite weights whose p-th powers are not. */
const OVERFLOWN = {
  retcode: 'NonFinite',
  message: 'the norm of the weights overflows; shorten the presentation',
} as const;

const NO_WORK: Readonly<SolveStats> = { evaluations: 0, accepted: 0, rejected: 0, events: 0 };

/**
 * Applies eq. 2, τ_L dW/dt = g (R^p v − ⟨W,v⟩ W), over one presentation of length T = ε τ_L.
 * @returns a result per unit; failure is a value, `success: false`
 * @throws ArgumentError for an option out of its range or a number that is not finite
 * @throws ShapeError when weights, input and activation do not fit each other
 */
export function plasticity(options: PlasticityOptions): PlasticityResults {
  const { p = 4, radius = 1, method = 'reduced', duration, rtol = 1e-6, atol = 1e-9 } = options;
  inRange('p', p, p >= 1, '>= 1; it is the Lebesgue norm');
  inRange('radius', radius, radius > 0, '> 0');
  inRange('duration', duration, duration >= 0, '>= 0; it is T/τ_L, and the sign of learning is that of g');
  checkPower(radius, p);
  const units = rows(options.weights);
  const input = toSparse(finite('input', options.input));
  const activation = perUnit(options.activation, units.length);
  const solve = createSolve({ p, radius, method, rtol, atol, input, inputs: options.input.length });
  const results = units.map((weights, mu) => {
    if (weights.length !== options.input.length) {
      throw new ShapeError(
        `weights: unit ${mu} has ${weights.length} values, the input ${options.input.length}; they must be equal`,
      );
    }
    const start = finite('weights', weights, units.length > 1 ? `unit ${mu}, ` : '');
    const norm = normOf(start, p);
    if (!Number.isFinite(norm)) {
      throw new ArgumentError(
        `weights: sum |W|^p must be finite (got ${norm} for unit ${mu} at p = ${p}); scale weights and radius down together`,
      );
    }
    const clock = activation[mu] * duration;
    if (!Number.isFinite(clock)) {
      throw new ArgumentError(
        `activation: times the duration must be finite (got ${activation[mu]} * ${duration})`,
      );
    }
    return solve(start, clock);
  });
  return { method, p, radius, duration, results };
}

function inRange(name: string, value: number, holds: boolean, bound: string): void {
  if (!holds || !Number.isFinite(value)) throw new ArgumentError(`${name}: must be ${bound} (got ${value})`);
}

/** R^p beyond this, or below its inverse, leaves no room for products. */
const LARGEST_SIZE = 1e250;

function checkPower(radius: number, p: number): void {
  const power = absolutePower(p)(radius);
  if (power <= LARGEST_SIZE && power >= 1 / LARGEST_SIZE) return;
  throw new ArgumentError(
    `radius: R^p must lie between 1e-250 and 1e250 (got ${power} from R = ${radius}, p = ${p}); choose R nearer 1`,
  );
}

function isRows(weights: PlasticityOptions['weights']): weights is readonly ArrayLike<number>[] {
  return typeof weights[0] !== 'number';
}

function rows(weights: PlasticityOptions['weights']): readonly ArrayLike<number>[] {
  if (weights.length === 0) throw new ShapeError('weights: must hold at least one unit (got none)');
  return isRows(weights) ? weights : [weights];
}

function finite(name: string, values: ArrayLike<number>, where = ''): Float64Array {
  const array = Float64Array.from(values);
  const at = array.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new ArgumentError(`${name}: must be finite (got ${array[at]} at ${where}index ${at})`);
  return array;
}

function perUnit(activation: number | ArrayLike<number>, units: number): Float64Array {
  if (typeof activation === 'number') return finite('activation', new Array<number>(units).fill(activation));
  if (activation.length !== units) {
    throw new ShapeError(
      `activation: must be one number or one per unit, ${units} (got ${activation.length})`,
    );
  }
  return finite('activation', activation);
}

interface SolveContext {
  readonly p: number;
  readonly radius: number;
  readonly method: PlasticityMethod;
  readonly rtol: number;
  readonly atol: number;
  readonly input: SparseVector;
  readonly inputs: number;
}

type Solve = (weights: Float64Array, clock: number) => PlasticityResult;

function createSolve(context: SolveContext): Solve {
  switch (context.method) {
    case 'reduced':
      return reducedSolve(context);
    case 'euler':
      return eulerSolve(context);
    default:
      return integratedSolve(context, context.method);
  }
}

function normOf(weights: Float64Array, p: number): number {
  const power = absolutePower(p);
  return weights.reduce((sum, value) => sum + power(value), 0);
}

function reducedSolve({ p, radius, input, inputs }: SolveContext): Solve {
  const flow = createReducedFlow(p, radius);
  return (start, clock) => {
    const w = new Float64Array(inputs);
    // Summed by itself: as a difference of norms it would be rounding, which grows with the amplitude.
    const others = start.slice();
    for (let j = 0; j < input.length; j++) {
      w[j] = start[input.index[j]];
      others[input.index[j]] = 0;
    }
    const succeeded = flow.present(w, input.value, input.length, clock, normOf(others, p));
    // Weights of 0 stay 0, though the amplitude may overflow.
    const weights = start.map((value) => (value === 0 ? 0 : value * flow.amplitude));
    for (let j = 0; j < input.length; j++) weights[input.index[j]] = w[j];
    if (!succeeded || !Number.isFinite(normOf(weights, p))) {
      return {
        retcode: flow.blowUpAt === null ? 'NonFinite' : 'Unstable',
        success: false,
        message:
          flow.blowUpAt === null
            ? 'a weight, or a p-th power of weights, inputs or radius, leaves the range of floating-point numbers; shorten the presentation, or rescale them'
            : `the weights diverge at the learning clock s* = ${flow.blowUpAt}, within the presentation (s = ${clock}); shorten it, or start inside the sphere`,
        weights: start,
        norm: normOf(start, p),
        rho: null,
        blowUpAt: flow.blowUpAt,
        stats: NO_WORK,
      };
    }
    return {
      retcode: 'Success',
      success: true,
      message: 'exact on the line W0 + rho v',
      weights,
      norm: normOf(weights, p),
      rho: flow.rho,
      blowUpAt: null,
      stats: NO_WORK,
    };
  };
}

function eulerSolve({ p, radius, input }: SolveContext): Solve {
  const signed = signedPower(p);
  const radiusPower = absolutePower(p)(radius);
  return (start, clock) => {
    let current = 0;
    for (let j = 0; j < input.length; j++) current += signed(start[input.index[j]]) * input.value[j];
    const weights = start.map((value) => value - clock * current * value);
    for (let j = 0; j < input.length; j++) weights[input.index[j]] += clock * radiusPower * input.value[j];
    const success = Number.isFinite(normOf(weights, p));
    const kept = success ? weights : start;
    return {
      retcode: success ? 'Success' : 'NonFinite',
      success,
      message: success ? 'one Euler step' : 'the step overflows; shorten the presentation',
      weights: kept,
      norm: normOf(kept, p),
      rho: null,
      blowUpAt: null,
      stats: { evaluations: 1, accepted: 1, rejected: 0, events: 0 },
    };
  };
}

function integratedSolve({ p, radius, rtol, atol, input, inputs }: SolveContext, method: Method): Solve {
  const field = createPlasticityField(p, radius);
  field.present(input);
  const integrator = createIntegrator(field.rightHandSide, inputs, { method, rtol, atol });
  return (start, clock) => {
    const { y, stats, ...ended } = integrator.solve(start, [0, clock]);
    const success = ended.success && Number.isFinite(normOf(y, p));
    const { retcode, message } = success || !ended.success ? ended : OVERFLOWN;
    const weights = success ? y : start;
    return { retcode, success, message, weights, norm: normOf(weights, p), rho: null, blowUpAt: null, stats };
  };
}
