/** What the hidden units make of a set of examples, some examples at a time, as float32. */
import type { SteadyStateSolver } from '../dynamics/active-set.ts';
import { createSteadyState } from '../dynamics/steady-state.ts';
import { SolveError } from '../errors.ts';
import { allocatedBytes, createSimd } from '../kernels/simd.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import { currentsNow } from '../learning/currents-engine.ts';
import { blockBytes, createExampleBlock, loadExample } from '../learning/example-block.ts';
import { createHiddenLayer } from '../learning/hidden-layer.ts';
import type { Breathe } from './breathe.ts';
import type { FeatureStore } from './feature-store.ts';
import { createFeatureStore } from './feature-store.ts';
import type { ActivityScale } from './readout-features.ts';
import {
  checkFeatures,
  chooseScale,
  createFeatureMaker,
  FEATURE_BLOCK,
  featureStride,
} from './readout-features.ts';

/** Weights of the hidden units. */
export interface HiddenWeights {
  /** `[K × N]`. */
  readonly weights: ArrayLike<number>;
  /** K. */
  readonly units: number;
}

/**
 * Writes the activities of examples `from` … into `out`, `[examples × K]`, at most `ACTIVITY_BLOCK` examples.
 * @throws SolveError when eq. 4 cannot be solved for one
 */
export type HiddenActivity = (from: number, out: Float32Array) => void;

/** Most examples of one call. */
export const ACTIVITY_BLOCK: number = FEATURE_BLOCK;

/**
 * I = ⟨W,v⟩ of eq. 4, or its steady state from h(0) = 0: h of active units is positive, that of the others I − w Σ r(h) ≤ 0.
 * @param options.inhibition w_inh for the steady state; null for the currents
 * @remarks O(K · non-zeros) per example.
 */
export function createCurrentActivity(
  source: ExampleSource,
  { weights, units, p, inhibition }: HiddenWeights & { p: number; inhibition: number | null },
): HiddenActivity {
  const shape = { units, inputs: source.inputs, precision: 'f32' } as const;
  const spareBytes = blockBytes(ACTIVITY_BLOCK, shape);
  const layer = createHiddenLayer(weights, { ...shape, p, radius: 1, spareBytes });
  const block = createExampleBlock(layer, ACTIVITY_BLOCK);
  const relax = inhibition === null ? null : createRelaxation(units, inhibition);
  return (from, out) => {
    block.count = 0;
    for (let at = 0; at < out.length; at += units) {
      loadExample(block, source, { example: from + at / units, remaining: 0 });
    }
    currentsNow(layer, block);
    for (let place = 0; place < block.count; place++) {
      const activity = block.currents[place];
      relax?.(activity, from + place);
      out.set(activity, place * units);
    }
  };
}

/** Turns the currents of an example into its steady state, in place. */
function createRelaxation(
  units: number,
  inhibition: number,
): (currents: Float64Array, example: number) => void {
  const solve: SteadyStateSolver = createSteadyState({ units, inhibition });
  return (currents, example) => {
    const { retcode, tied, count, units: active, activity } = solve(currents);
    if (retcode !== 'Success' && !tied) {
      throw new SolveError(`example ${example}: eq. 4 has no steady state to give (${retcode})`);
    }
    let total = 0;
    for (let i = 0; i < count; i++) total += activity[i];
    for (let mu = 0; mu < units; mu++) currents[mu] -= inhibition * total;
    for (let i = 0; i < count; i++) currents[active[i]] = activity[i];
  };
}

/** What features are computed from. */
export interface FeatureActivityOptions extends HiddenWeights {
  readonly train: ExampleSource;
  /** The examples asked for, which may be those of training. */
  readonly source: ExampleSource;
  /** n. */
  readonly power: number;
  /** p of ⟨W,v⟩; 2 for eq. 1. */
  readonly p: number;
  readonly activityScale: ActivityScale;
}

/**
 * Features max(β W·v, 0)^n of eq. 1, as a readout has them; β is chosen from the training examples.
 * @throws ArgumentError when they would overflow, or no activity is positive
 */
export async function createFeatureActivity(
  options: FeatureActivityOptions,
  breathe: Breathe,
): Promise<{ readonly activity: HiddenActivity; readonly scale: number }> {
  const { train, source, units } = options;
  const stride = featureStride(units);
  const bytes = FEATURE_BLOCK * stride * 4;
  const simd = createSimd({ bytes: allocatedBytes(bytes), shared: false });
  const at = simd.allocate(bytes);
  const maker = createFeatureMaker(simd, { ...options, inputs: source.inputs });
  const storeOf = (of: ExampleSource): Promise<FeatureStore> =>
    createFeatureStore(of, { simd, maker, at, kept: false }, breathe);
  const trainStore = await storeOf(train);
  const store = source === train ? trainStore : await storeOf(source);
  const scale = chooseScale(options.activityScale, trainStore.largest);
  checkFeatures(maker, store.largest, scale);
  store.raise(scale);
  const rows = new Int32Array(FEATURE_BLOCK);
  return {
    scale,
    activity: (from, out) => {
      const examples = Array.from({ length: out.length / units }, (_, i) => from + i);
      store.read(examples, rows);
      examples.forEach((_, i) => out.set(simd.float32(rows[i], units), i * units));
    },
  };
}
