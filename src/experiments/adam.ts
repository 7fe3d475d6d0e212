/** Adam (Kingma & Ba 2015, algorithm 1): what is kept of each weight, and what a step of the kernels needs beside the gradient. */
import { realPower } from '../kernels/real-power.ts';

/** β₁ and β₂. */
export const MEAN_DECAY = 0.9;
export const SQUARE_DECAY = 0.999;

/** Weights with what Adam keeps of them, one number of each for each weight. */
export interface AdamWeights {
  readonly weights: Float32Array;
  /** Mean of the gradient. */
  readonly mean: Float32Array;
  /** Mean of its square. */
  readonly square: Float32Array;
}

/** Factors of one step for all weights. */
export interface AdamFactors {
  /** α / (1 − β₁^t). */
  readonly rate: number;
  /** 1 / (1 − β₂^t). */
  readonly correction: number;
}

/**
 * The factors that correct the moments for their start at 0.
 * @param rate α
 * @param step t, from 1
 */
export function adamFactors(rate: number, step: number): AdamFactors {
  return {
    rate: rate / (1 - realPower(MEAN_DECAY, step)),
    correction: 1 / (1 - realPower(SQUARE_DECAY, step)),
  };
}
