/**
 * One training run as a sequence of examples: shuffled anew in each epoch, with presentation time or rate falling
 * linearly to 0 over the whole run. It knows no files and no clock; whoever drives it measures time and stores results.
 */
import { createSteadyState } from '../dynamics/steady-state.ts';
import type { SteadyStateMethod } from '../dynamics/steady-state.ts';
import { permutation, randomStream } from '../kernels/random.ts';
import type { Selection } from '../kernels/selection.ts';
import { selectionBytes, simdSelection } from '../kernels/selection.ts';
import { allocatedBytes } from '../kernels/simd.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import type { Competition } from '../learning/competition.ts';
import {
  createExactCompetition,
  createLinearCompetition,
  createRankingCompetition,
} from '../learning/competition.ts';
import { createCoupledLearner } from '../learning/coupled-learner.ts';
import type { Coupling } from '../learning/coupled-presentation.ts';
import { createRule } from '../learning/create-rule.ts';
import type { RuleOptions } from '../learning/create-rule.ts';
import type { CurrentsEngine } from '../learning/currents-engine.ts';
import { inlineEngine } from '../learning/currents-engine.ts';
import type { HiddenLayer, LayerOptions, StoredLayer } from '../learning/hidden-layer.ts';
import { createHiddenLayer, restoreHiddenLayer } from '../learning/hidden-layer.ts';
import type { Divergence, Learner, Tally } from '../learning/learner.ts';
import { clearTally, setTally } from '../learning/learner.ts';
import type { LearningRule } from '../learning/learning-rule.ts';
import { createMinibatchLearner, minibatchBytes } from '../learning/minibatch.ts';
import type { UpdateScale } from '../learning/minibatch.ts';
import { createOnlineLearner, onlineBytes } from '../learning/online.ts';
import { durations, ojaFlow } from '../learning/oja-flow.ts';
import type { FlowKind } from '../learning/unit-flow.ts';
import { JOB_BYTES } from '../learning/panel-job.ts';
import type { Method } from '../ode/types.ts';
import { epochActivity } from './epoch-activity.ts';
import type { EpochActivity } from './epoch-activity.ts';
import { checkCoupling, createTrainedCoupling } from './training-coupling.ts';
import { checkRule } from './training-rule.ts';
import type { Algorithm } from './types.ts';

/** How a layer learns; every option is resolved. Names are those of the command line. */
export interface LearningOptions extends RuleOptions {
  readonly algorithm: Algorithm;
  /** w_inh ≥ 0 (exact). */
  readonly inhibition: number;
  /** ε > 0 (exact). */
  readonly presentation: number;
  /** How h follows the weights during a presentation (exact). */
  readonly coupling: Coupling;
  /** τ/τ_L > 0 (exact, `full`). */
  readonly timescale: number;
  readonly steadyState: SteadyStateMethod;
  readonly flow: FlowKind;
  /** For steady states and flows by integration. */
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  /** k ≥ 2 (ranking). */
  readonly rank: number;
  /** B ≥ 1 (ranking). */
  readonly batch: number;
  /** η > 0 (ranking). */
  readonly rate: number;
  readonly updateScale: UpdateScale;
}

/** K, p, R and precision of what is trained. */
type TrainingShape = Pick<LayerOptions, 'units' | 'p' | 'radius' | 'precision'>;

/** What is trained, on what, for how long. */
export interface TrainingOptions {
  /** Weights at the start `[K × N]`, or where an earlier process left off. */
  readonly start: { readonly weights: ArrayLike<number> } | { readonly stored: StoredTraining };
  readonly shape: TrainingShape;
  readonly source: ExampleSource;
  readonly epochs: number;
  readonly seed: number;
  readonly learning: LearningOptions;
  /** Examples taken together by the exact algorithm (`BLOCK`); the result does not depend on it. */
  readonly block?: number;
  /** Other threads to share the currents with (none); the result does not depend on them. */
  readonly threads?: EngineMaker;
}

/** All that decides how a run goes on: with the same options the same bits follow. */
export interface StoredTraining {
  readonly layer: StoredLayer;
  readonly epochsDone: number;
  /** Of the epoch under way. */
  readonly examplesDone: number;
  /** Sums over these. */
  readonly tally: Readonly<Tally>;
  /** What the rule remembers: `[K]` θ of `bcm`, `[0]` for the others. */
  readonly memory: Float64Array;
}

/** Makes an engine for a layer whose memory is shared. */
type EngineMaker = (layer: HiddenLayer) => CurrentsEngine;

/**
 * An epoch of MNIST at K = 2000 takes 1.7 times the processor time one example at a time, 1.1 times in blocks of 8, and the
 * same in blocks of 128; at K = 100, p = 4, it takes 1.25, 1.1 and 1.1 times that in blocks of 32.
 */
const BLOCK = 32;

/** A run under way. */
export interface Training {
  readonly epochs: number;
  readonly layer: HiddenLayer;
  /** Decides which units learn; for comparing. Its buffers are shared with the run. */
  readonly competition: Competition;
  /** Epochs that are done. */
  readonly epochsDone: () => number;
  /** Examples of the present epoch that are done. */
  readonly examplesDone: () => number;
  /**
   * Takes up to `count` examples, never across the end of an epoch.
   * @returns the averages of the epoch when it ended with them, else null
   */
  readonly advance: (count: number) => EpochActivity | null;
  /** Examples to be taken before the run can be stored: 0, or what is left of a minibatch. */
  readonly untilStorable: () => number;
  /**
   * The run as it is; changes no bit of what follows. The layer's arrays are those of the run, not copies.
   * Only where `untilStorable()` is 0.
   */
  readonly store: () => StoredTraining;
  /** Units that diverged in this process, in order. */
  readonly divergences: readonly Divergence[];
}

/**
 * Who learns, and how strongly, by the options.
 * @param selection searches among the currents `[K]`
 * @param rule that of the layer (one that remembers nothing yet)
 */
export function createCompetition(
  learning: LearningOptions,
  selection: Selection,
  rule: LearningRule = createRule(selection.found.length, learning),
): Competition {
  if (learning.algorithm === 'ranking') {
    return createRankingCompetition(learning.rank, learning.delta, selection);
  }
  if (rule.linear && selection.found.length === 1) return createLinearCompetition(rule.activation);
  const { inhibition, steadyState, method, rtol, atol } = learning;
  const solver = createSteadyState({
    units: selection.found.length,
    inhibition,
    by: steadyState,
    selection,
    method,
    rtol,
    atol,
  });
  return createExactCompetition(selection.found.length, solver, rule.activation);
}

/** Bytes of the layer's memory that the learner of the options takes. */
function learnerBytes(options: TrainingOptions, block: number): number {
  const { learning, source } = options;
  const shape = { ...options.shape, inputs: source.inputs };
  const own =
    learning.algorithm === 'ranking' ? minibatchBytes(learning.batch, shape) : onlineBytes(block, shape);
  return own + selectionBytes(shape.units);
}

function createLayer(options: TrainingOptions, block: number): HiddenLayer {
  const { start, shape, source, threads } = options;
  const layerOptions = {
    ...shape,
    inputs: source.inputs,
    spareBytes: learnerBytes(options, block) + (threads === undefined ? 0 : allocatedBytes(JOB_BYTES)),
    shared: threads !== undefined,
  };
  return 'stored' in start
    ? restoreHiddenLayer(start.stored.layer, layerOptions)
    : createHiddenLayer(start.weights, layerOptions);
}

/** What a learner is put together from. */
interface LearnerParts {
  readonly layer: HiddenLayer;
  readonly competition: Competition;
  readonly rule: LearningRule;
  readonly block: number;
  readonly presented: number;
}

/** A single linear unit whose h, of either sign, follows its weights: not by eq. 4, whose units that learn are active. */
function createAloneLearner({ source, learning }: TrainingOptions, parts: LearnerParts): Learner {
  const { presentation } = learning;
  const flow = ojaFlow(parts.layer);
  return createOnlineLearner({
    ...parts,
    ...{ source, flow, presentation, clocks: durations(), engine: inlineEngine },
  });
}

function createLearner(options: TrainingOptions, parts: LearnerParts): Learner {
  const { source, learning, threads } = options;
  const { layer, rule } = parts;
  if (learning.algorithm === 'exact' && learning.coupling !== 'frozen') {
    checkCoupling(learning, layer.p);
    const { coupling } = learning;
    if (rule.linear && layer.units === 1) return createAloneLearner(options, parts);
    const coupled = createTrainedCoupling({ ...learning, coupling, ...options.shape });
    return createCoupledLearner({ ...parts, source, coupled, presentation: learning.presentation });
  }
  const engine = threads === undefined ? inlineEngine : threads(layer);
  if (learning.algorithm === 'ranking') {
    return createMinibatchLearner({ ...parts, ...learning, source, engine });
  }
  const { flow: kind, method, rtol, atol, presentation } = learning;
  const flow = rule.flowOf(layer, { kind, method, rtol, atol });
  const { clocks } = rule;
  return createOnlineLearner({ ...parts, source, engine, flow, clocks, presentation });
}

/**
 * A run from its start, or from the end of an earlier epoch.
 * @throws ArgumentError when an option is out of its range
 */
export function createTraining(options: TrainingOptions): Training {
  const { source, epochs, seed, learning, block = BLOCK } = options;
  const layer = createLayer(options, block);
  const stored = 'stored' in options.start ? options.start.stored : null;
  checkRule({ ...learning, p: layer.p, units: layer.units });
  const rule = createRule(layer.units, learning, stored?.memory);
  const competition = createCompetition(learning, simdSelection(layer.simd, layer.units), rule);
  let epoch = stored?.epochsDone ?? 0;
  let done = stored?.examplesDone ?? 0;
  const presented = epoch * source.count + done;
  const learner = createLearner(options, { layer, competition, rule, block, presented });
  if (stored !== null) setTally(learner.tally, stored.tally);
  const total = epochs * source.count;
  const orderOf = (number: number): Uint32Array =>
    permutation(source.count, randomStream(seed, `order/${number}`));
  let order: Uint32Array = done > 0 ? orderOf(epoch) : new Uint32Array(0);
  return {
    epochs,
    layer,
    competition,
    divergences: learner.divergences,
    epochsDone: () => epoch,
    examplesDone: () => done,
    advance: (count) => {
      if (epoch >= epochs) return null;
      if (done === 0) {
        order = orderOf(epoch);
        clearTally(learner.tally);
      }
      const end = Math.min(done + count, source.count);
      for (; done < end; done++) {
        learner.present(order[done], 1 - (epoch * source.count + done) / total);
      }
      if (done < source.count) return null;
      learner.flush();
      epoch++;
      done = 0;
      return epochActivity(learner.tally, layer);
    },
    untilStorable: () => {
      const past = done % learner.stride;
      return past === 0 ? 0 : Math.min(learner.stride - past, source.count - done);
    },
    store: () => {
      learner.flush();
      const { base, scale, retired } = layer;
      const { tally } = learner;
      const { memory } = rule;
      return { layer: { base, scale, retired }, epochsDone: epoch, examplesDone: done, tally, memory };
    },
  };
}
