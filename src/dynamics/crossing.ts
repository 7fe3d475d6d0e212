/**
 * When a unit next crosses h = 0, exactly: bracketed by the shape of its course, then found to rounding.
 *
 * On a segment, e^{bt} h′ (b = a for an active unit, 1 for an inactive one) is monotone, because its derivative
 * −w e^{bt} S′ keeps its sign. So h has one extremum at most, whose time is known in closed form, and at most one zero
 * on each side of it.
 */
import { FOREVER, ROUNDINGS, followCourse, ramp, restingSize } from './segment.ts';
import type { Course, Segment } from './segment.ts';

// A zero is found when the activity is this part of its rounding error, which is worth looking at when Newton's step has
// become this small relative to the time; or else when its bracket is this narrow.
const FOUND = 0.5;
const CLOSE = 1e-6;
const TIME_ROUNDING = 4 * Number.EPSILON;

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

/**
 * What rounding may make of a course at time t, of its limit and, at times that S₀ still matters, of S₀. A unit is not
 * taken to cross 0 if it goes no further beyond, or it might be sent back and forth for ever where it rests at 0.
 */
function roundingError(segment: Segment, course: Course, t: number): number {
  const { slack, inhibition, count } = segment;
  const limit = Math.abs(segment.limit);
  const transient = t < FOREVER ? Math.max(segment.sum, limit) : 0;
  let size: number;
  if (course.active) {
    const deviation = slack < 0 ? Math.abs(course.deviation) : 0;
    const drift = Math.abs(course.excess - Math.min(slack, 0) * course.deviation);
    size = (limit + transient) / count + deviation + drift * ramp(slack, t);
  } else {
    size = restingSize(segment, course.current, course.excess) + inhibition * transient;
  }
  return ROUNDINGS * size + segment.negligible;
}

/** Halfway into a bracket; outwards, while its far end is FOREVER. */
function midpoint(low: number, high: number): number {
  return high < FOREVER ? low + 0.5 * (high - low) : 2 * low + 1;
}

/** First guess of the zero after `from`, the start or the extremum of the course: its tangent or parabola there. */
function guess(segment: Segment, course: Course, from: number): number {
  followCourse(segment, course, from);
  if (from === 0) return -course.activity / course.velocity;
  const bend = segment.inhibition * segment.slope * Math.exp(-segment.rate * from);
  return from + Math.sqrt(2 * Math.abs(course.activity / bend));
}

/**
 * The zero between `from`, where the course is on its side of 0, and `horizon`, where it is not, by Newton's method;
 * where a step does not halve the one before, the bracket is halved instead. Found when the activity is 0 to rounding.
 */
function locate(segment: Segment, course: Course, from: number, horizon: number): number {
  const side = course.active ? 1 : -1;
  let low = from;
  let high = horizon;
  let t = guess(segment, course, from);
  let last = Infinity;
  while (high - low > TIME_ROUNDING * high) {
    if (!(t > low && t < high)) t = midpoint(low, high);
    if (t <= low || t >= high) return high;
    followCourse(segment, course, t);
    const { activity } = course;
    const newton = -activity / course.velocity;
    const isClose = Math.abs(newton) <= CLOSE * t;
    if (isClose && Math.abs(activity) <= FOUND * roundingError(segment, course, t)) return t;
    if (side * activity > 0) low = t;
    else high = t;
    const next = Math.abs(newton) <= 0.5 * last ? t + newton : midpoint(low, high);
    last = Math.abs(next - t);
    t = next;
  }
  return high;
}

/** How far on its side of 0 a course is at t (negative: beyond). */
function clearance(segment: Segment, course: Course, t: number): number {
  followCourse(segment, course, t);
  return course.active ? course.activity : -course.activity;
}

/** Whether a course is on the far side of 0 at t, by more than rounding may make of it. */
function isBeyond(segment: Segment, course: Course, t: number): boolean {
  return -clearance(segment, course, t) > roundingError(segment, course, t);
}

/**
 * The first time in [0, horizon] at which a course leaves its side of h = 0; Infinity if it does not. At h = 0 with
 * zero slope the second derivative −wS′ decides where it goes.
 * @param horizon in units of τ; FOREVER for all times
 * @returns the time, at which the activity is 0 to rounding
 * @remarks two or three evaluations if there is no crossing, about five more if there is
 */
export function crossingTime(segment: Segment, course: Course, horizon: number): number {
  followCourse(segment, course, 0);
  const { velocity } = course;
  const heading = velocity === 0 ? -segment.inhibition * segment.slope : velocity;
  const towards = course.active ? heading < 0 : heading > 0;
  const turn = turningTime(segment, course, velocity);
  if (!towards && turn >= horizon) return Infinity;
  // Going towards 0 first, it is furthest beyond where it turns back, else at the end; the end may prove it by less.
  const furthest = towards ? Math.min(turn, horizon) : horizon;
  const crosses =
    isBeyond(segment, course, furthest) || (turn < horizon && isBeyond(segment, course, horizon));
  if (!crosses) return Infinity;
  const from = towards ? 0 : turn;
  return clearance(segment, course, from) > 0 ? locate(segment, course, from, furthest) : from;
}
