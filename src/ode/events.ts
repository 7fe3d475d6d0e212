/** Where the scalar events g(t, y) = 0 fall within an accepted step, on its dense output. */
import { ArgumentError } from '../errors.ts';
import type { Interpolate } from './dense-output.ts';
import { rootBeyond } from './root.ts';
import type { ScalarEvent } from './types.ts';

/** A step is looked at in this many places, so that two crossings within it are not missed unless they are close. */
const SAMPLES = 4;

/** Event `index` at the fraction `theta` of the step. */
interface Crossing {
  readonly index: number;
  readonly theta: number;
}

export interface EventLocator {
  /** Sets the signs at the start; a zero there is not an event. */
  begin: (t: number, y: Float64Array) => void;
  /** Crossings in the step from `from` to `to`, whose end state is `y`, in the order in which they are met. */
  locate: (from: number, to: number, y: Float64Array, interpolate: Interpolate) => readonly Crossing[];
}

/** Watches `events` for a solve of `dimension` components. Allocates only where an event is found. */
export function createEventLocator(events: readonly ScalarEvent[], dimension: number): EventLocator {
  const between = new Float64Array(dimension);
  const previous = new Float64Array(events.length);
  const none: readonly Crossing[] = [];

  const valueAt = (index: number, t: number, y: Float64Array): number => {
    const g = events[index].value(t, y);
    if (Number.isNaN(g)) {
      throw new ArgumentError(`events[${index}].value: must return a number (got NaN at t = ${t})`);
    }
    return g;
  };

  const crossingsOf = (
    index: number,
    from: number,
    to: number,
    y: Float64Array,
    interpolate: Interpolate,
    found: readonly Crossing[],
  ): readonly Crossing[] => {
    const g = (theta: number): number => {
      interpolate(between, theta);
      return valueAt(index, from + theta * (to - from), between);
    };
    const wanted = events[index].direction ?? 0;
    let crossings = found;
    let left = 0;
    for (let sample = 1; sample <= SAMPLES; sample++) {
      const right = sample / SAMPLES;
      const before = previous[index];
      const after = right === 1 ? valueAt(index, to, y) : g(right);
      const crossed = before !== 0 && (after === 0 || after > 0 !== before > 0);
      if (crossed && (wanted === 0 || wanted > 0 === before < 0)) {
        crossings = [...crossings, { index, theta: rootBeyond(g, left, before, right, after) }];
      }
      previous[index] = after;
      left = right;
    }
    return crossings;
  };

  return {
    begin: (t, y) => {
      for (let index = 0; index < events.length; index++) previous[index] = valueAt(index, t, y);
    },
    locate: (from, to, y, interpolate) => {
      let found = none;
      for (let index = 0; index < events.length; index++) {
        found = crossingsOf(index, from, to, y, interpolate, found);
      }
      return found.length < 2 ? found : found.toSorted((a, b) => a.theta - b.theta || a.index - b.index);
    },
  };
}
