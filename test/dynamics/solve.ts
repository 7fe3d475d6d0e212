/** Problems solved by events, and random ones to solve. */
import { createEventSolver } from '../../src/dynamics/events.ts';
import type { EventRequest, EventSolution } from '../../src/dynamics/events.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { Case } from './reference.ts';

/** The exact trajectory of a problem. */
export function solve({ currents, inhibition, initial }: Case, request: EventRequest = {}): EventSolution {
  return createEventSolver({ units: currents.length, inhibition })(currents, { initial, ...request });
}

/** Positive random currents, from h(0) = 0 or random activities. */
export function randomCase(units: number, inhibition: number, equal: boolean): Case {
  const random = randomStream(units, `events/${inhibition}`);
  return {
    currents: Float64Array.from({ length: units }, () => Math.abs(random.normal())),
    inhibition,
    initial: Float64Array.from({ length: units }, () => (equal ? 0 : random.normal())),
  };
}
