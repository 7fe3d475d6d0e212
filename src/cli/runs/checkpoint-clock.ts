/** When a run stores its state: every so many seconds, and at the end of an epoch where that costs next to nothing. */
import { performance } from 'node:perf_hooks';

/**
 * Seconds between two checkpoints. Writing one of 2000 × 784 weights takes 12 ms, of a network that learns end to end on
 * colour images (74 MB) 0.1 to 0.3 s: at most 1% of the time (docs/reliability.md).
 */
export const CHECKPOINT_SECONDS = 30;

/** The end of an epoch is stored if the time since the last checkpoint is as many times that of writing one. */
const CHEAP = 100;

/** Tells when to store. */
export interface CheckpointClock {
  /** The time is up. */
  readonly isDue: () => boolean;
  /** At the end of an epoch: it is the first, the time is up, or storing now takes at most 1% of the time. */
  readonly isWorthwhile: () => boolean;
  /** Stores, and starts anew. */
  readonly store: (write: () => void) => void;
}

/** @param seconds between two checkpoints */
export function createCheckpointClock(seconds: number = CHECKPOINT_SECONDS): CheckpointClock {
  let last = performance.now();
  let cost = 0;
  let isFirst = true;
  const elapsed = (): number => performance.now() - last;
  const isDue = (): boolean => elapsed() >= 1000 * seconds;
  return {
    isDue,
    isWorthwhile: () => {
      const isWorth = isFirst || isDue() || elapsed() >= CHEAP * cost;
      isFirst = false;
      return isWorth;
    },
    store: (write) => {
      const start = performance.now();
      write();
      last = performance.now();
      cost = last - start;
    },
  };
}
