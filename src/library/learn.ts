/** Eq. 2 for one presentation: `plasticity` of `src/learning` with ndarrays around it. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import { plasticity } from '../learning/plasticity.ts';
import type { PlasticityMethod, PlasticityResult } from '../learning/plasticity.ts';
import { METHODS } from '../ode/methods.ts';
import { readNumbers, rowsOf, stack } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkWord } from './option-checks.ts';

/** One presentation of an input to some units. Defaults in parentheses. */
export interface LearnOptions {
  /** `[N]` or `[K, N]`, W at the start. */
  readonly weights: NumericArray;
  /** `[N]` input v, of either sign. */
  readonly input: NumericArray;
  /** g, one number for all units or `[K]`; of either sign, constant during the presentation. */
  readonly activation: number | NumericArray;
  /** ε = T/τ_L ≥ 0, length of the presentation (1). */
  readonly duration?: number;
  /** Lebesgue norm p ≥ 1 (4). */
  readonly p?: number;
  /** R > 0 (1). */
  readonly radius?: number;
  /** `reduced`, exact; an integrator on all N weights; or `euler`, one step ('reduced'). */
  readonly method?: PlasticityMethod;
  /** Of the integrators: relative tolerance (1e-6). */
  readonly rtol?: number;
  /** Of the integrators: absolute tolerance, in the units of W (1e-9). */
  readonly atol?: number;
}

/** What became of one unit; its weights are a row of `LearnResult.weights`. */
export type UnitResult = Omit<PlasticityResult, 'weights'>;

/** Weights after the presentation. */
export interface LearnResult {
  readonly method: PlasticityMethod;
  readonly p: number;
  readonly radius: number;
  readonly duration: number;
  /** All units succeeded. */
  readonly success: boolean;
  /** In the shape given, `[N]` or `[K, N]`; a unit that failed keeps the weights it had. */
  readonly weights: NdArray<Float64Array>;
  /** `[K]` Σ|W|^p. */
  readonly norms: NdArray<Float64Array>;
  /** `[K]`. */
  readonly results: readonly UnitResult[];
}

const WAYS: readonly PlasticityMethod[] = ['reduced', ...METHODS, 'euler'];

const OPTIONS: Readonly<Record<keyof LearnOptions, true>> = {
  weights: true,
  input: true,
  activation: true,
  duration: true,
  p: true,
  radius: true,
  method: true,
  rtol: true,
  atol: true,
};

/**
 * Weights after one presentation, τ_L dW/dt = g (R^p v − ⟨W,v⟩ W), ⟨W,v⟩ = Σ sgn(W_i)|W_i|^(p−1) v_i (eq. 2), with g
 * given. (In the paper g follows from W during the presentation; training freezes it, as section 2.2 suggests.)
 * @returns new weights; a unit that diverges or cannot be solved is a value, `success: false`, with its `message`
 * @throws ArgumentError for an option out of its range, an unknown one, or a number that is not finite
 * @throws ShapeError when weights, input and activation do not fit each other
 * @remarks `reduced` is exact to rounding and O(N) per unit, for every p and sign of g.
 */
export function learn(options: LearnOptions): LearnResult {
  checkKeys('learn', options, Object.keys(OPTIONS));
  const { weights, input, activation, duration = 1, method = 'reduced', ...rest } = options;
  checkWord('method', method, WAYS);
  const start = readNumbers('weights', weights, ['[N]', '[K, N]']);
  const { results, ...solved } = plasticity({
    ...rest,
    method,
    duration,
    weights: rowsOf(start),
    input: readNumbers('input', input, ['[N]']).values,
    activation:
      typeof activation === 'number' ? activation : readNumbers('activation', activation, ['[K]']).values,
  });
  const rows = results.map((result) => result.weights);
  return {
    ...solved,
    success: results.every(({ success }) => success),
    weights: ndarray(stack(rows, rows[0].length).data, [...start.shape]),
    norms: ndarray(Float64Array.from(results, ({ norm }) => norm)),
    results: results.map(withoutWeights),
  };
}

function withoutWeights(result: PlasticityResult): UnitResult {
  const { retcode, success, message, norm, rho, blowUpAt, stats } = result;
  return { retcode, success, message, norm, rho, blowUpAt, stats };
}
