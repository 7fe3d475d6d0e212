/** Defaults of training end to end. See docs/defaults.md. */
import type { RateSchedule } from './rate-schedule.ts';

/** Options whose defaults are plain values. */
export interface SgdDefaults {
  /** K. */
  readonly hidden: number;
  readonly normalize: 'none' | 'unit';
  /** m. */
  readonly lossExponent: number;
  readonly batch: number;
  /** Its proportions are kept when only the number of epochs is given. */
  readonly rateSchedule: RateSchedule;
}

/** The values: m and the minibatch are the paper's (for CIFAR-10, appendix B), the rates fall within fewer epochs. */
export const SGD_DEFAULTS: SgdDefaults = {
  hidden: 100,
  normalize: 'none',
  lossExponent: 4,
  batch: 100,
  rateSchedule: [
    { rate: 0.001, epochs: 8 },
    { rate: 0.0003, epochs: 4 },
    { rate: 0.0001, epochs: 4 },
  ],
};
