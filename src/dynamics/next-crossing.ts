/** Which unit of a cohort crosses h = 0 next, and when: equations are solved only for the few that can be. */
import { activityOf, fillCourse } from './cohort.ts';
import type { Cohort } from './cohort.ts';
import { crossingTime } from './crossing.ts';
import { FOREVER, createCourse, createMoment, setMoment } from './segment.ts';

/** A search for crossings; holds what it found last. */
export interface CrossingSearch {
  /** Unit that crosses next; −1 if none does. */
  unit: number;
  /** When, from the start of the segment; Infinity if none does. */
  time: number;
  /** Look for the first crossing in (0, latest]. */
  readonly find: (latest: number) => void;
}

/** The unit that would reach 0 first if it kept its velocity: likely, not certain, to be the next; −1 if none would. */
function likelyNext({ segment, currents, activity, active, units, count }: Cohort): number {
  const inhibited = segment.inhibition * segment.sum;
  let likely = -1;
  let soonest = Infinity;
  for (let i = 0; i < count; i++) {
    const mu = units[i];
    const isActive = active[mu] === 1;
    const velocity = currents[mu] - inhibited - (isActive ? segment.slack : 1) * activity[mu];
    const estimate = -activity[mu] / velocity;
    if (estimate < soonest && (isActive ? velocity < 0 : velocity > 0)) {
      soonest = estimate;
      likely = mu;
    }
  }
  return likely;
}

/**
 * Search over the followed units of a cohort.
 * @remarks O(count) multiplications, and a few equations in one unknown; no allocation per search.
 */
export function createCrossingSearch(cohort: Cohort): CrossingSearch {
  const { segment, activity, active, units } = cohort;
  const course = createCourse();
  const moment = createMoment();

  function crossingOf(mu: number, horizon: number): number {
    fillCourse(course, cohort, mu);
    return crossingTime(segment, course, horizon);
  }

  /**
   * Whether a unit is on its side of 0 at `moment`, at time `horizon`, and has been all the way: it has one extremum at
   * most, so it can only have crossed and come back if it moved towards 0 at first and moves away from it in the end.
   */
  function stays(mu: number, horizon: number): boolean {
    const side = active[mu] === 1 ? 1 : -1;
    const then = activityOf(cohort, mu, moment);
    if (!(side * then > 0)) return false;
    const leak = active[mu] === 1 ? segment.slack : 1;
    const current = cohort.currents[mu];
    const towards = side * (current - segment.inhibition * segment.sum - leak * activity[mu]) < 0;
    // Nothing moves any more at the end of time, so that only rounding would say which way.
    const away = horizon === FOREVER || side * (current - segment.inhibition * moment.sum - leak * then) > 0;
    return !(towards && away);
  }

  const search: CrossingSearch = {
    unit: -1,
    time: Infinity,
    find: (latest) => {
      search.unit = likelyNext(cohort);
      search.time = search.unit < 0 ? Infinity : crossingOf(search.unit, latest);
      let horizon = Math.min(search.time, latest);
      setMoment(moment, segment, horizon);
      for (let i = 0; i < cohort.count; i++) {
        const mu = units[i];
        if (stays(mu, horizon)) continue;
        const time = crossingOf(mu, horizon);
        if (time < search.time) {
          search.unit = mu;
          search.time = time;
          horizon = time;
          setMoment(moment, segment, horizon);
        }
      }
      if (search.time === Infinity) search.unit = -1;
    },
  };
  return search;
}
