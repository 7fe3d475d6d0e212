/** Measuring several things on a shared machine: in turns, so that drift meets all of them alike. */
import { performance } from 'node:perf_hooks';

/** Something that is measured; returns what one turn gave. */
export interface Contestant<T> {
  readonly name: string;
  readonly measure: () => T | Promise<T>;
}

/**
 * Gives every contestant one turn per round.
 * @returns by name, what its turns gave, in order; a contestant that failed has the error's text instead
 */
export async function interleave<T>(
  rounds: number,
  contestants: readonly Contestant<T>[],
): Promise<Map<string, T[] | string>> {
  const outcomes = new Map<string, T[] | string>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, measure } of contestants) {
      const so = outcomes.get(name);
      if (!Array.isArray(so)) continue;
      try {
        so.push(await measure());
      } catch (error) {
        outcomes.set(name, error instanceof Error ? error.message : String(error));
      }
    }
  }
  return outcomes;
}

/** Shortest stretch of time that is trusted, in milliseconds; a call that is faster is repeated. */
const LEAST = 10;
/** Repetitions between two looks at the clock while the number is being found. */
const MOST_CALLS = 1 << 22;

/**
 * A stopwatch for `call`. It warms it up at once, and finds how often it must be repeated to be timed.
 * @returns a function that gives the mean seconds of one call
 */
export function stopwatch(call: () => void): () => number {
  const time = (calls: number): number => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) call();
    return performance.now() - start;
  };
  // Once is not enough: another program may have had the processor meanwhile.
  const isEnough = (calls: number): boolean => [1, 2, 3].every(() => time(calls) >= LEAST);
  let calls = 1;
  time(1);
  while (calls < MOST_CALLS && !isEnough(calls)) calls *= 2;
  return () => time(calls) / calls / 1000;
}
