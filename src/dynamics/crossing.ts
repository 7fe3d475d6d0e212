/**
 * When a unit next crosses h = 0, exactly: bracketed by the shape of its course, then found to rounding.
 *
 * On a segment, e^{bt} h′ (b = a for an active unit, 1 for an inactive one) is monotone, because its derivative
 * −w e^{bt} S′ keeps its sign. So h has one extremum at most, whose time is known in closed form, and at most one zero
 * on each side of it.
 */
import { FOREVER, activityAt, sumAt, velocityAt } from './segment.ts';
import type { Course, Segment } from './segment.ts';

// A limit t → ∞ within this many roundings of 0 is taken for 0, so that a unit whose limit is 0 is not sent back and
// forth across it for ever.
const LIMIT_ROUNDINGS = 8;

/**
 * Time of the only extremum of a course after t = 0; Infinity if it is monotone.
 * @param velocity h′ at t = 0
 */
function turningTime(segment: Segment, course: Course, velocity: number): number {
  const { inhibition, slope, slack } = segment;
  const pull = inhibition * slope;
  if (pull === 0 || velocity === 0) return Infinity;
  const sharing = course.active ? segment.count : segment.count - 1;
  if (sharing === 0) return velocity / pull > 0 ? velocity / pull : Infinity;
  // e^{bt} h′ goes from `velocity` to `final` as velocity − S′ (1 − e^{−w·sharing·t})/sharing.
  const final = course.active ? course.excess - slack * course.deviation : velocity - slope / sharing;
  if (!(velocity * final < 0)) return Infinity;
  const fraction = (sharing * velocity) / slope;
  const exponent = fraction < 0.5 ? -Math.log1p(-fraction) : Math.log(-slope / (sharing * final));
  return Math.max(exponent, 0) / (inhibition * sharing);
}

/** Rounding error of a course at t → ∞. */
function limitError(segment: Segment, course: Course): number {
  const { limit, slack, inhibition } = segment;
  const size = course.active
    ? limit / segment.count + (slack > 0 ? Math.abs(course.excess) / slack : 0)
    : Math.abs(course.current) + inhibition * limit;
  return LIMIT_ROUNDINGS * Number.EPSILON * size;
}

/** Halfway into a bracket; outwards, while its far end is FOREVER. */
function midpoint(low: number, high: number): number {
  return high < FOREVER ? low + 0.5 * (high - low) : 2 * low + 1;
}

/** First guess of the zero after `from`, the start or the extremum of the course: its parabola or tangent there. */
function guess(segment: Segment, course: Course, from: number): number {
  const activity = activityAt(segment, course, from);
  if (from === 0) return -activity / velocityAt(segment, course, from, activity);
  const bend = segment.inhibition * segment.rate * (segment.limit - sumAt(segment, from));
  return from + Math.sqrt(2 * Math.abs(activity / bend));
}

/**
 * The zero between `from`, where the course is on its side of 0, and `horizon`, where it is not: the first time found
 * on the far side, or exactly at 0. Newton's method inside a bracket; where a step does not halve the one before, the
 * bracket is halved instead.
 */
function locate(segment: Segment, course: Course, from: number, horizon: number): number {
  const side = course.active ? 1 : -1;
  let low = from;
  let high = horizon;
  let t = guess(segment, course, from);
  let last = Infinity;
  for (;;) {
    if (!(t > low && t < high)) t = midpoint(low, high);
    if (t <= low || t >= high) return high;
    const activity = activityAt(segment, course, t);
    if (side * activity > 0) low = t;
    else high = t;
    const step = -activity / velocityAt(segment, course, t, activity);
    if (Math.abs(step) <= Number.EPSILON * t) break;
    const next = Math.abs(step) <= 0.5 * last ? t + step : midpoint(low, high);
    last = Math.abs(next - t);
    t = next;
  }
  if (high === t) return high;
  // Newton's method ended on the near side: step over by roundings until the far side is met.
  for (let width = Math.max(Number.EPSILON * low, Number.MIN_VALUE); low + width < high; width *= 2) {
    if (side * activityAt(segment, course, low + width) <= 0) return low + width;
  }
  return high;
}

/**
 * The first time in (0, horizon] at which a course leaves its side of h = 0; Infinity if it does not. At h = 0 with
 * zero slope the second derivative −wS′ decides on which side it is.
 * @param horizon τ units; FOREVER for all times
 * @returns the time, at which `activityAt` is 0 or already on the far side by rounding; 0 for a course that starts at
 * h = 0 and leaves at once
 * @remarks one or two evaluations if there is no crossing, about eight more if there is
 */
export function crossingTime(segment: Segment, course: Course, horizon: number): number {
  const side = course.active ? 1 : -1;
  const drive = course.current - segment.inhibition * segment.sum;
  const velocity = drive - (course.active ? segment.slack : 1) * course.start;
  const bend = -segment.inhibition * segment.slope;
  const heading = velocity === 0 ? bend : velocity;
  const turn = turningTime(segment, course, velocity);
  const towards = side * heading < 0;
  if (towards && side * course.start <= 0) return 0;

  if (towards && turn < horizon) {
    return side * activityAt(segment, course, turn) < 0 ? locate(segment, course, 0, turn) : Infinity;
  }
  if (!towards && turn >= horizon) return Infinity;
  const margin = horizon === FOREVER ? limitError(segment, course) : 0;
  if (!(side * activityAt(segment, course, horizon) < -margin)) return Infinity;
  if (towards) return locate(segment, course, 0, horizon);
  return side * activityAt(segment, course, turn) > 0 ? locate(segment, course, turn, horizon) : turn;
}
