/** Defaults of training: the one place that the command line and the library take them from. */
import type { InitialDistribution } from '../learning/initial-weights.ts';
import type { Precision } from '../kernels/sparse.ts';
import type { Normalization } from './example-source.ts';
import type { LearningOptions } from './training.ts';

/** Options of a training run whose defaults are plain values. */
export interface TrainingDefaults extends LearningOptions {
  readonly normalize: Normalization;
  /** K. */
  readonly hidden: number;
  readonly epochs: number;
  readonly p: number;
  /** R. */
  readonly radius: number;
  readonly init: InitialDistribution;
  readonly precision: Precision;
}

/** The values. */
export const TRAINING_DEFAULTS: TrainingDefaults = {
  normalize: 'unit',
  algorithm: 'exact',
  rule: 'krotov-hopfield',
  hidden: 100,
  epochs: 10,
  p: 4,
  radius: 1,
  delta: 0.2,
  init: 'normal',
  precision: 'f32',
  // exact
  inhibition: 0.96,
  threshold: 0.15,
  activation: 'step',
  presentation: 0.1,
  coupling: 'frozen',
  timescale: 0.01,
  thresholdTime: 0.3,
  steadyState: 'closed-form',
  flow: 'reduced',
  method: 'dopri5',
  rtol: 1e-6,
  atol: 1e-9,
  // ranking
  rank: 2,
  batch: 100,
  rate: 0.1,
  updateScale: 'max',
};
