/** Breathing of long computations: between some 40 ms of work, progress is shown and a pending Ctrl-C arrives. */
import { performance } from 'node:perf_hooks';
import type { Breathe } from '../experiments/breathe.ts';
import type { Terminal } from './command.ts';

/** Computing time between two breaths, in milliseconds. */
const SLICE = 40;

/**
 * A function to be awaited as often as one likes.
 * @param show told the share done, at each breath
 */
export function breather(terminal: Terminal, show: (share: number) => void): Breathe {
  let last = performance.now();
  return async (share) => {
    if (performance.now() - last < SLICE) return;
    show(share);
    await terminal.breathe();
    last = performance.now();
  };
}
