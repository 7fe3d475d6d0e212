/** A network that trains in slices, so that whoever runs it can look at it and stop it in between; it has no clock of its own. */
import { generateDigits } from '../src/data/digits.ts';
import type { EpochActivity } from '../src/experiments/epoch-activity.ts';
import { createExampleSource } from '../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../src/experiments/training-defaults.ts';
import { createTraining } from '../src/experiments/training.ts';
import { createSparseVector } from '../src/kernels/sparse.ts';
import type { ExampleSource } from '../src/kernels/sparse.ts';
import { currents } from '../src/learning/currents-engine.ts';
import { layerNorms, layerWeights } from '../src/learning/hidden-layer.ts';
import { initialWeights } from '../src/learning/initial-weights.ts';
import { learningOptions, RADIUS } from './settings.ts';
import type { Settings } from './settings.ts';

/** What to train. */
export interface TrainingPlan {
  /** Which run of the page it is. */
  readonly run: number;
  readonly settings: Settings;
  /** K. */
  readonly units: number;
  readonly epochs: number;
  /** `[K × N]` to start from; null: fresh ones, as `train` makes them from the same seed. */
  readonly weights: Float64Array | null;
  readonly seed: number;
}

/** What a presentation does on average, measured with the weights as they are. */
export interface Pulse {
  /** Units per example with h > 0, with g > 0 and with g < 0. */
  readonly active: number;
  readonly hebbian: number;
  readonly antiHebbian: number;
  /** |Σ|W|^p − R^p| / R^p: median and largest over the units. */
  readonly normMedian: number;
  readonly normLargest: number;
}

/** A run under way. */
export interface TrainingRun {
  readonly total: number;
  readonly done: () => number;
  /** Takes up to `count` examples. */
  readonly advance: (count: number) => void;
  /** Averages of the last whole epoch. */
  readonly lastEpoch: () => EpochActivity | null;
  readonly diverged: () => number;
  /** `[K × N]`, a copy. */
  readonly weights: () => Float64Array;
  readonly pulse: () => Pulse;
}

/** Examples that a pulse is taken over, the first of the data set. */
const PROBE = 100;

/** The data that every run takes: all generated digits of seed 0, each as a unit vector. */
export function digitSource(): ExampleSource {
  return createExampleSource(generateDigits({ test: 1 }).train, TRAINING_DEFAULTS.normalize);
}

/** A run from its start. One example at a time: its block is 1, which changes no result. */
export function createTrainingRun(plan: TrainingPlan, source: ExampleSource): TrainingRun {
  const { settings, units, epochs, seed } = plan;
  const { p } = settings;
  const { count } = source;
  const weights =
    plan.weights ?? initialWeights(TRAINING_DEFAULTS.init, source, { units, p, radius: RADIUS, seed });
  const training = createTraining({
    start: { weights },
    shape: { units, p, radius: RADIUS, precision: TRAINING_DEFAULTS.precision },
    ...{ source, epochs, seed, block: 1, learning: learningOptions(settings) },
  });
  const { layer, competition } = training;
  const vector = createSparseVector(source.inputs);
  const drive = new Float64Array(units);
  const total = epochs * count;
  let last: EpochActivity | null = null;
  const done = (): number => training.epochsDone() * count + training.examplesDone();
  return {
    total,
    done,
    advance: (wanted) => {
      for (const end = Math.min(total, done() + wanted); done() < end;) {
        last = training.advance(end - done()) ?? last;
      }
    },
    lastEpoch: () => last,
    diverged: () => training.divergences.length,
    weights: () => Float64Array.from(layerWeights(layer)),
    pulse: () => {
      let [active, hebbian, antiHebbian] = [0, 0, 0];
      for (let example = 0; example < PROBE; example++) {
        source.load(example, vector);
        currents(layer, vector, drive);
        const decision = competition(drive);
        active += decision.active;
        for (let i = 0; i < decision.count; i++) {
          if (decision.activation[i] > 0) hebbian++;
          else antiHebbian++;
        }
      }
      const target = Math.pow(RADIUS, p);
      const deviations = layerNorms(layer)
        .map((norm) => Math.abs(norm - target) / target)
        .sort();
      return {
        active: active / PROBE,
        hebbian: hebbian / PROBE,
        antiHebbian: antiHebbian / PROBE,
        normMedian: deviations[Math.ceil(0.5 * units) - 1],
        normLargest: deviations[units - 1],
      };
    },
  };
}
