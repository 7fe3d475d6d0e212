/** One presentation by `src/learning/coupled-presentation.ts` to a layer of dense arrays. */
import type { CoupledOptions, CoupledOutcome } from '../../src/learning/coupled-presentation.ts';
import { createCoupledPresentation } from '../../src/learning/coupled-presentation.ts';
import type { DenseLayer } from './dense-layer.ts';
import { sparseOf } from './sparse-vectors.ts';

/** A layer, an example and how long it is shown. */
export interface CoupledCase {
  readonly layer: DenseLayer;
  readonly input: ArrayLike<number>;
  readonly duration: number;
}

/** The layer afterwards. */
export interface CoupledEnd {
  readonly outcome: CoupledOutcome;
  readonly layer: DenseLayer;
  readonly h: readonly (number | null)[];
  /** `[K]` how long each unit was held. */
  readonly heldFor: Float64Array;
}

/** `timescale` and tolerances may be left out: 1, and 1e-11. */
export type CoupledRule = Omit<CoupledOptions, 'units' | 'method' | 'timescale' | 'rtol' | 'atol'> &
  Partial<Pick<CoupledOptions, 'method' | 'timescale' | 'rtol' | 'atol'>>;

/** Presents the example to copies of the units. */
export function presentCoupled({ layer, input, duration }: CoupledCase, rule: CoupledRule): CoupledEnd {
  const units = layer.length;
  const presentation = createCoupledPresentation({
    units,
    method: 'dopri5',
    timescale: 1,
    rtol: 1e-11,
    atol: 1e-12,
    ...rule,
  });
  const vector = sparseOf(input);
  const gather = (mu: number, { index, length }: typeof vector, w: Float64Array): void => {
    for (let j = 0; j < length; j++) w[j] = layer[mu][index[j]];
  };
  const outcome = presentation.present({ gather }, vector, duration);
  const after = layer.map((unit) => unit.slice());
  const heldFor = new Float64Array(units);
  for (const { unit, w, amplitude, heldFor: time } of outcome.success ? presentation.moved() : []) {
    for (let i = 0; i < after[unit].length; i++) after[unit][i] *= amplitude;
    for (let j = 0; j < vector.length; j++) after[unit][vector.index[j]] = w[j];
    heldFor[unit] = time;
  }
  return { outcome, layer: after, h: layer.map((_, mu) => presentation.activityOf(mu)), heldFor };
}

/** Largest difference of a weight. */
export function layerDistance(first: DenseLayer, second: DenseLayer): number {
  return Math.max(...first.map((unit, mu) => Math.max(...unit.map((w, i) => Math.abs(w - second[mu][i])))));
}
