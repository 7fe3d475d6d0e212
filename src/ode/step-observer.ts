/** What is recorded of a solve on its way: events and states at output times, from the dense output of each step. */
import type { Interpolate } from './dense-output.ts';
import { createEventLocator } from './events.ts';
import type { LocatedEvent, ScalarEvent } from './types.ts';

export interface StepObserver {
  /** Whether there is anything to observe, so that the dense output is needed. */
  readonly active: () => boolean;
  /** Forgets the last solve. `times` must be sorted in the direction of integration. */
  readonly begin: (t: number, y: Float64Array, times: readonly number[]) => void;
  /**
   * Takes note of the accepted step from `from` to `to`, whose end state is `y`.
   * @returns the fraction of the step at which a terminal event ends the solve, or 2 if it goes on
   */
  readonly observe: (from: number, to: number, y: Float64Array, interpolate: Interpolate) => number;
  /** Copies of the states at the output times reached. */
  readonly saved: () => readonly Float64Array[];
  readonly located: () => readonly LocatedEvent[];
  /** Index of the terminal event that ended the solve, or −1. */
  readonly terminal: () => number;
}

/** Returned by `observe` where the solve goes on: beyond any fraction of a step. */
export const GOES_ON = 2;

/** Observer of solves of `dimension` components with these events. */
export function createStepObserver(events: readonly ScalarEvent[], dimension: number): StepObserver {
  const locator = createEventLocator(events, dimension);
  let times: readonly number[] = [];
  let saved: Float64Array[] = [];
  let located: LocatedEvent[] = [];
  let terminal = -1;

  const stateAt = (theta: number, interpolate: Interpolate): Float64Array => {
    const state = new Float64Array(dimension);
    interpolate(state, theta);
    return state;
  };

  const observeEvents = (from: number, to: number, y: Float64Array, interpolate: Interpolate): number => {
    for (const { index, theta } of locator.locate(from, to, y, interpolate)) {
      const t = theta === 1 ? to : from + theta * (to - from);
      located.push({ index, t, y: theta === 1 ? y.slice() : stateAt(theta, interpolate) });
      if (events[index].terminal === true) {
        terminal = index;
        return theta;
      }
    }
    return GOES_ON;
  };

  return {
    active: () => events.length > 0 || saved.length < times.length,
    begin: (t, y, outputTimes) => {
      if (saved.length > 0) saved = [];
      if (located.length > 0) located = [];
      terminal = -1;
      times = outputTimes;
      locator.begin(t, y);
      while (saved.length < times.length && times[saved.length] === t) saved.push(y.slice());
    },
    observe: (from, to, y, interpolate) => {
      const end = events.length > 0 ? observeEvents(from, to, y, interpolate) : GOES_ON;
      const length = to - from;
      while (saved.length < times.length) {
        const t = times[saved.length];
        const theta = (t - from) / length;
        if (theta > Math.min(1, end)) break;
        saved.push(t === to ? y.slice() : stateAt(theta, interpolate));
      }
      return end;
    },
    saved: () => saved,
    located: () => located,
    terminal: () => terminal,
  };
}
