/** How long computations let the program that called them show progress, and stop them. */

/** Awaited now and then with the share done, in [0, 1]; what it throws ends the computation. */
export type Breathe = (share: number) => Promise<void> | void;
