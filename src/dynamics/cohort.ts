/** The units that a general flow follows through a segment, who of them is active, and what they do. */
import { beginSegment, createSegment, restingActivity } from './segment.ts';
import type { Course, Moment, Segment } from './segment.ts';

/** Units followed through a segment; the fields are refilled for every segment. */
export interface Cohort {
  readonly segment: Segment;
  /** `[K]` I. */
  currents: Float64Array;
  /** `[K]` h; of the followed units at the start of the segment. */
  readonly activity: Float64Array;
  /** `[K]` 1 where active. */
  readonly active: Uint8Array;
  /** `[K]`, the first `count` are the followed units, ascending. */
  readonly units: Int32Array;
  count: number;
  /** Active units that are not followed: how many, and the sum of their currents. */
  otherCount: number;
  otherDrive: number;
  // Means of h and I over the active units, less the values of one of them.
  referenceActivity: number;
  referenceCurrent: number;
  meanDeviation: number;
  meanExcess: number;
}

/** A cohort of none of `units` units. */
export function createCohort(units: number, inhibition: number): Cohort {
  const activity = new Float64Array(units);
  return {
    segment: createSegment(inhibition),
    currents: activity,
    activity,
    active: new Uint8Array(units),
    units: new Int32Array(units),
    count: 0,
    otherCount: 0,
    otherDrive: 0,
    referenceActivity: 0,
    referenceCurrent: 0,
    meanDeviation: 0,
    meanExcess: 0,
  };
}

/**
 * Begin the segment of the units marked active.
 *
 * Deviations are taken from one active unit, then from the mean, so that exactly equal units stay exactly equal also
 * where differences grow (w > 1). That needs every active unit; with some not followed, they are taken from S/n.
 * @param sum S
 */
export function beginCohort(cohort: Cohort, sum: number): void {
  const { segment, currents, activity, active, units, otherCount, otherDrive } = cohort;
  let count = otherCount;
  let drive = otherDrive;
  let reference = -1;
  let deviations = 0;
  let excesses = 0;
  for (let i = 0; i < cohort.count; i++) {
    const mu = units[i];
    if (active[mu] === 0) continue;
    if (reference < 0) reference = mu;
    count++;
    drive += currents[mu];
    deviations += activity[mu] - activity[reference];
    excesses += currents[mu] - currents[reference];
  }
  beginSegment(segment, count, drive, sum);
  const complete = otherCount === 0 && reference >= 0;
  cohort.referenceActivity = complete ? activity[reference] : 0;
  cohort.referenceCurrent = complete ? currents[reference] : 0;
  cohort.meanDeviation = complete ? deviations / count : count > 0 ? sum / count : 0;
  cohort.meanExcess = complete ? excesses / count : count > 0 ? drive / count : 0;
}

/**
 * Mark the units that are active at the start of a flow: by h, at h = 0 by the velocity I − wS, and if that is 0 too by
 * the second derivative −wS′.
 */
export function markActive({ segment, currents, activity, active }: Cohort): void {
  const { inhibition, slack } = segment;
  let sum = 0;
  for (const h of activity) sum += Math.max(h, 0);
  let slope = 0;
  for (let mu = 0; mu < activity.length; mu++) {
    const velocity = currents[mu] - inhibition * sum;
    active[mu] = activity[mu] > 0 || (activity[mu] === 0 && velocity > 0) ? 1 : 0;
    if (active[mu] === 1) slope += velocity - slack * activity[mu];
  }
  if (!(inhibition * slope < 0)) return;
  for (let mu = 0; mu < activity.length; mu++) {
    if (activity[mu] === 0 && currents[mu] === inhibition * sum) active[mu] = 1;
  }
}

/** h of a followed unit at a moment of the segment. */
export function activityOf(cohort: Cohort, mu: number, moment: Moment): number {
  const h = cohort.activity[mu];
  const excess = cohort.currents[mu] - cohort.referenceCurrent - cohort.meanExcess;
  if (cohort.active[mu] === 0) {
    const resting = restingActivity(cohort.segment, cohort.currents[mu], excess);
    return moment.fade * h + moment.charge * resting - moment.transient;
  }
  const deviation = h - cohort.referenceActivity - cohort.meanDeviation;
  const { mean, kept, growth, ramp } = moment;
  return mean + (kept * deviation + ramp * (excess - growth * deviation));
}

/** Fill a course with the part of a followed unit in the segment. */
export function fillCourse(course: Course, cohort: Cohort, mu: number): void {
  course.active = cohort.active[mu] === 1;
  course.current = cohort.currents[mu];
  course.start = cohort.activity[mu];
  course.deviation = course.start - cohort.referenceActivity - cohort.meanDeviation;
  course.excess = course.current - cohort.referenceCurrent - cohort.meanExcess;
}
