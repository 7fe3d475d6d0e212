/** What the exact algorithm and the shortcut have in common: examples go in one after another, weights change. */

/** A unit whose weights ceased to be finite. */
export interface Divergence {
  readonly unit: number;
  /** Example at which it happened. */
  readonly example: number;
  /** Presentations before it, over the whole run. */
  readonly presentation: number;
}

/** Sums over the examples since the last `clearTally`. */
export interface Tally {
  examples: number;
  active: number;
  hebbian: number;
  antiHebbian: number;
  /** Sum of each example's largest current. */
  largestCurrent: number;
  /** Examples for which eq. 4 was not solved. */
  unsolved: number;
  /** `[K]` how often each unit was Hebbian. */
  readonly hebbianCount: Uint32Array;
}

/** Learns from a sequence of examples. */
export interface Learner {
  /**
   * Takes one example.
   * @param example its index in the source
   * @param remaining 1 − t/T, the share of the run that is left: presentation time or rate is proportional to it
   */
  readonly present: (example: number, remaining: number) => void;
  /** Applies what is gathered but not yet applied (a minibatch that is not full). */
  readonly flush: () => void;
  /** After every so many examples since the last `flush`, another one changes no bit of what follows. */
  readonly stride: number;
  readonly tally: Tally;
  readonly divergences: readonly Divergence[];
}

/** A tally of nothing for K units. */
export function createTally(units: number): Tally {
  return {
    examples: 0,
    active: 0,
    hebbian: 0,
    antiHebbian: 0,
    largestCurrent: 0,
    unsolved: 0,
    hebbianCount: new Uint32Array(units),
  };
}

/** Sets all sums to 0. */
export function clearTally(tally: Tally): void {
  tally.examples = 0;
  tally.active = 0;
  tally.hebbian = 0;
  tally.antiHebbian = 0;
  tally.largestCurrent = 0;
  tally.unsolved = 0;
  tally.hebbianCount.fill(0);
}

/** Sets all sums to those of another tally of as many units. */
export function setTally(tally: Tally, { hebbianCount, ...sums }: Readonly<Tally>): void {
  Object.assign(tally, sums);
  tally.hebbianCount.set(hebbianCount);
}
