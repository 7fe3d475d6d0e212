/** Eq. 4 solved exactly from any initial activities, from one switch to the next over all units. */
import { crossingTime } from './crossing.ts';
import type { ExactFlow } from './exact-flow.ts';
import { FOREVER, beginSegment, createCourse, createMoment, createSegment, setMoment } from './segment.ts';
import type { Moment } from './segment.ts';

/** A flow that can be started again from other currents and activities. */
export interface GeneralFlow extends ExactFlow {
  /**
   * Begin at t = 0.
   * @param currents `[K]`, read until the next start
   * @param initial `[K]` h(0), copied
   */
  readonly start: (currents: Float64Array, initial: Float64Array) => void;
}

/**
 * The exact solution of eq. 4 (mathematics in `segment.ts`) for `units` units.
 *
 * Deviations are taken from one active unit, then from the mean, so that exactly equal units stay exactly equal also
 * where differences grow (w > 1).
 * @remarks O(K) per switch: a few passes without a transcendental function; equations are solved only for the few
 * units that can be next. No allocation per step.
 */
export function createGeneralFlow(units: number, inhibition: number): GeneralFlow {
  const segment = createSegment(inhibition);
  const course = createCourse();
  const moment = createMoment();
  const { slack } = segment;
  const h = new Float64Array(units);
  const active = new Uint8Array(units);
  const before = new Uint8Array(units);
  let currents: Float64Array = h;
  let time = 0;
  let length = Infinity;
  let crossing = 0;
  // Means over the active units, taken from those of the reference unit.
  let referenceActivity = 0;
  let referenceCurrent = 0;
  let meanDeviation = 0;
  let meanExcess = 0;

  function activityOf(mu: number, at: Moment): number {
    if (active[mu] === 0) return at.fade * h[mu] + at.charge * currents[mu] - at.inhibited;
    const deviation = h[mu] - referenceActivity - meanDeviation;
    const excess = currents[mu] - referenceCurrent - meanExcess;
    return at.mean + at.decay * deviation + at.ramp * excess;
  }

  function crossingOf(mu: number, horizon: number): number {
    course.active = active[mu] === 1;
    course.current = currents[mu];
    course.start = h[mu];
    course.deviation = h[mu] - referenceActivity - meanDeviation;
    course.excess = currents[mu] - referenceCurrent - meanExcess;
    return crossingTime(segment, course, horizon);
  }

  /** Decide who is active: by h, at h = 0 by the velocity I − wS, and if that is 0 too by −wS′. */
  function classify(sum: number): void {
    const inhibited = inhibition * sum;
    let slope = 0;
    let undecided = false;
    for (let mu = 0; mu < units; mu++) {
      const velocity = currents[mu] - inhibited;
      active[mu] = h[mu] > 0 || (h[mu] === 0 && velocity > 0) ? 1 : 0;
      if (active[mu] === 1) slope += velocity - slack * h[mu];
      else if (h[mu] === 0 && velocity === 0) undecided = true;
    }
    if (!undecided || !(inhibition * slope < 0)) return;
    for (let mu = 0; mu < units; mu++) if (h[mu] === 0 && currents[mu] === inhibited) active[mu] = 1;
  }

  /** Begin the segment of the active units. */
  function begin(): void {
    let sum = 0;
    for (let mu = 0; mu < units; mu++) sum += h[mu] > 0 ? h[mu] : 0;
    classify(sum);
    let count = 0;
    let deviations = 0;
    let excesses = 0;
    for (let mu = 0; mu < units; mu++) {
      if (active[mu] === 0) continue;
      if (count++ === 0) {
        referenceActivity = h[mu];
        referenceCurrent = currents[mu];
      }
      deviations += h[mu] - referenceActivity;
      excesses += currents[mu] - referenceCurrent;
    }
    meanDeviation = count > 0 ? deviations / count : 0;
    meanExcess = count > 0 ? excesses / count : 0;
    beginSegment(segment, count, count * (referenceCurrent + meanExcess), sum);
    findCrossing();
  }

  /** The unit that would reach 0 first if it kept its velocity: likely, not certain, to be the next. */
  function likelyNext(): number {
    const inhibited = inhibition * segment.sum;
    let likely = 0;
    let soonest = Infinity;
    for (let mu = 0; mu < units; mu++) {
      const isActive = active[mu] === 1;
      const velocity = currents[mu] - inhibited - (isActive ? slack : 1) * h[mu];
      const estimate = -h[mu] / velocity;
      if (estimate < soonest && (isActive ? velocity < 0 : velocity > 0)) {
        soonest = estimate;
        likely = mu;
      }
    }
    return likely;
  }

  /**
   * Find which unit crosses 0 next, and when. A unit that is on its side of 0 at the horizon and has not turned round
   * on the way (towards 0 at first, away from it in the end) has not crossed; equations are solved for the others only.
   */
  function findCrossing(): void {
    crossing = likelyNext();
    length = crossingOf(crossing, FOREVER);
    let horizon = Math.min(length, FOREVER);
    setMoment(moment, segment, horizon);
    const inhibited = inhibition * segment.sum;
    for (let mu = 0; mu < units; mu++) {
      const side = active[mu] === 1 ? 1 : -1;
      const leak = active[mu] === 1 ? slack : 1;
      const activity = activityOf(mu, moment);
      if (side * activity > 0) {
        const away = side * (currents[mu] - inhibition * moment.sum - leak * activity) > 0;
        if (!away || !(side * (currents[mu] - inhibited - leak * h[mu]) < 0)) continue;
      }
      const t = crossingOf(mu, horizon);
      if (t < length) {
        crossing = mu;
        length = t;
        horizon = t;
        setMoment(moment, segment, horizon);
      }
    }
  }

  function start(nextCurrents: Float64Array, initial: Float64Array): void {
    currents = nextCurrents;
    h.set(initial);
    time = 0;
    begin();
  }

  function step(record?: (time: number, unit: number, direction: 1 | -1) => void): void {
    time += length;
    before.set(active);
    setMoment(moment, segment, length);
    for (let mu = 0; mu < units; mu++) {
      const activity = activityOf(mu, moment);
      // Units that reach 0 at the same time, or pass it by rounding, switch together.
      h[mu] = active[mu] === 1 ? Math.max(activity, 0) : Math.min(activity, 0);
    }
    h[crossing] = 0;
    begin();
    if (record === undefined) return;
    for (let mu = 0; mu < units; mu++) {
      if (active[mu] !== before[mu]) record(time, mu, active[mu] === 1 ? 1 : -1);
    }
  }

  function read(out: Float64Array, at: number): void {
    setMoment(moment, segment, at - time);
    for (let mu = 0; mu < units; mu++) out[mu] = activityOf(mu, moment);
  }

  return {
    start,
    step,
    read,
    time: () => time,
    next: () => time + length,
    activeCount: () => segment.count,
    isActive: (unit) => active[unit] === 1,
  };
}
