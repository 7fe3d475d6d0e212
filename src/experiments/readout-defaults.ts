/** Defaults of the readout: the one place that the command line and the library take them from. See docs/defaults.md. */
import type { RateSchedule } from './rate-schedule.ts';
import type { ActivityScale } from './readout-features.ts';

/** Options whose defaults are plain values. */
export interface ReadoutDefaults {
  /** n. */
  readonly power: number;
  /** p of ⟨W,v⟩; 2: W·v. */
  readonly p: number;
  /** m. */
  readonly lossExponent: number;
  readonly batch: number;
  /** Its proportions are kept when only the number of epochs is given. */
  readonly rateSchedule: RateSchedule;
  readonly activityScale: ActivityScale;
  /** Megabytes of features that are kept. */
  readonly memory: number;
}

/** The values. */
export const READOUT_DEFAULTS: ReadoutDefaults = {
  power: 4.5,
  p: 2,
  lossExponent: 6,
  batch: 100,
  rateSchedule: [
    { rate: 0.01, epochs: 15 },
    { rate: 0.003, epochs: 5 },
    { rate: 0.001, epochs: 5 },
    { rate: 0.0003, epochs: 5 },
  ],
  activityScale: 'mean-max',
  memory: 1500,
};

/** Bytes of a megabyte of `memory`. */
export const MEGABYTE = 1e6;

/** Largest m: the slopes of larger ones leave float32. */
export const LARGEST_LOSS_EXPONENT = 20;
