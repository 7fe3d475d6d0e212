/** A trained layer as a report looks at it: a few examples in full, and over many how many units are active. */
import { createSparseVector } from '../kernels/sparse.ts';
import type { ExampleSource, Precision } from '../kernels/sparse.ts';
import { selectionBytes, simdSelection } from '../kernels/selection.ts';
import { currents } from '../learning/currents-engine.ts';
import { createHiddenLayer } from '../learning/hidden-layer.ts';
import { activityCourse } from './activity-course.ts';
import type { ActivityCourse } from './activity-course.ts';
import { presentationGrowth } from './presentation-growth.ts';
import type { LearningUnit, PresentationGrowth } from './presentation-growth.ts';
import { createCompetition } from './training.ts';
import type { LearningOptions } from './training.ts';

/** What is looked at. */
export interface ViewedLayer {
  /** `[K × N]`. */
  readonly weights: ArrayLike<number>;
  /** K. */
  readonly units: number;
  readonly p: number;
  readonly radius: number;
  readonly precision: Precision;
  /** Units that take no part. */
  readonly diverged: readonly number[];
  readonly source: ExampleSource;
  readonly learning: LearningOptions;
}

/** One example under the exact algorithm. */
export interface ExampleView {
  /** Its number in the data set. */
  readonly example: number;
  /** `[K]` I. */
  readonly currents: Float64Array;
  readonly course: ActivityCourse;
  /** Units with g ≠ 0, the winner first. */
  readonly learning: readonly LearningUnit[];
  /** null where nothing is learned. */
  readonly growth: PresentationGrowth | null;
}

/** What was seen. */
export interface LayerView {
  /** Of the examples asked for; empty for the ranking shortcut, which knows no h. */
  readonly examples: readonly ExampleView[];
  /** `[n]` number of active units for each of the first n examples. */
  readonly active: Uint32Array;
}

/** Units whose h(t) is followed. */
const FOLLOWED = 24;

/**
 * Looks at the layer with the weights as they are.
 * @param asked numbers of the examples to see in full, and how many to count active units over
 * @remarks O(K · non-zeros) per example.
 */
export function viewLayer(
  layer: ViewedLayer,
  asked: { readonly examples: readonly number[]; readonly counted: number },
): LayerView {
  const { units, source, learning, diverged } = layer;
  const { inputs } = source;
  const weights = Float64Array.from(layer.weights);
  // Their current is then 0, as in training.
  for (const unit of diverged) weights.fill(0, unit * inputs, (unit + 1) * inputs);
  const hidden = createHiddenLayer(weights, { ...layer, inputs, spareBytes: selectionBytes(units) });
  const compete = createCompetition(learning, simdSelection(hidden.simd, units));
  const vector = createSparseVector(inputs);
  const drive = new Float64Array(units);

  const active = Uint32Array.from({ length: Math.min(asked.counted, source.count) }, (_, example) => {
    source.load(example, vector);
    currents(hidden, vector, drive);
    return compete(drive).active;
  });

  const see = (example: number): ExampleView[] => {
    source.load(example, vector);
    currents(hidden, vector, drive);
    const course = activityCourse(drive, { inhibition: learning.inhibition, mostFollowed: FOLLOWED });
    if (course === null) return [];
    const { count, units: who, activation } = compete(drive);
    const learners = Array.from(who.subarray(0, count), (unit, i) => ({ unit, g: activation[i] }));
    const growth = presentationGrowth(
      learners,
      { weightsOf: (unit) => weights.slice(unit * inputs, (unit + 1) * inputs), input: vector },
      { p: layer.p, radius: layer.radius, duration: learning.presentation },
    );
    return [{ example, currents: drive.slice(), course, learning: learners, growth }];
  };
  return { active, examples: learning.algorithm === 'exact' ? asked.examples.flatMap(see) : [] };
}
